/** The report on a young person's situation is debated as any piece: what it is worth is said beside it. */

export const situationOnly = 'Le RRSE décrit une situation, il ne prouve pas les faits.';

/** Whether a piece is that report. */
export const provesNothing = ({ title }: { title: string }): boolean => /\bRRSE\b/.test(title);
