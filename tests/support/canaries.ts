/** A case in which every secret holds a word found nowhere else. */
import type { CaseFile } from '../../src/lib/casefile/casefile.ts';

export interface Canary {
	word: string;
	/** « cue ouverture.2 », « prompts … », « exhibit 4 », « brief avocat/sacha », « sealed ». */
	secret: string;
}

export function plantCanaries(file: CaseFile): { file: CaseFile; canaries: Canary[] } {
	const canaries: Canary[] = [];
	const plant = (secret: string): string => {
		const word = `canari${String(canaries.length).padStart(4, '0')}q`;
		canaries.push({ word, secret });
		return word;
	};
	const planted: CaseFile = {
		...file,
		briefs: file.briefs.map((brief) => ({
			...brief,
			aim: `${brief.aim} ${plant(`brief ${brief.seat}`)}`,
			questions: [...brief.questions, plant(`brief ${brief.seat}`)],
			...(brief.secrets && { secrets: `${brief.secrets} ${plant(`brief ${brief.seat}`)}` })
		})),
		exhibits: file.exhibits.map((exhibit) => ({
			...exhibit,
			title: `${exhibit.title} ${plant(`title ${exhibit.id}`)}`,
			exonerates: [plant(`bearing ${exhibit.id}`)],
			paragraphs: exhibit.paragraphs.map((paragraph) => ({
				...paragraph,
				html: `${paragraph.html} ${plant(`exhibit ${exhibit.id}`)}`,
				easy: `${paragraph.easy ?? ''} ${plant(`exhibit ${exhibit.id}`)}`
			}))
		})),
		script: Object.fromEntries(
			Object.entries(file.script).map(([step, passage]) => [
				step,
				{
					...passage,
					cues: passage.cues.map((cue) => ({
						...cue,
						...(cue.text && { text: `${cue.text} ${plant(`cue ${cue.id}`)}` }),
						...(cue.prompts && { prompts: [...cue.prompts, plant(`prompts ${cue.id}`)] })
					}))
				}
			])
		),
		decision: {
			...file.decision,
			ifGuilty: [...file.decision.ifGuilty, plant('decision')],
			sealed: { ...file.decision.sealed, reasons: plant('sealed') }
		}
	};
	return { file: planted, canaries };
}
