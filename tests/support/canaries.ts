/** A case in which every secret holds a word found nowhere else. */
import type { Balance, CaseFile } from '../../src/lib/casefile/casefile.ts';
import { debriefPhases } from '../../src/lib/casefile/debrief-sheet.ts';

export interface Canary {
	word: string;
	/** « cue ouverture.2 », « prompts … », « exhibit 4 », « bearing 4 », « bytes 4 », « brief avocat/sacha », « people », « debrief say.ressenti », « debrief claim.0 », « kept », « sealed ». */
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
			tasks: { ...brief.tasks, ouverture: plant(`brief ${brief.seat}`) },
			...(brief.secrets && { secrets: `${brief.secrets} ${plant(`brief ${brief.seat}`)}` })
		})),
		people: [
			...file.people,
			{ name: plant('people'), tie: 'parent', prosecuted: 'apart', age: 17 }
		],
		debrief: {
			phases: debriefPhases.map((id) => ({
				id,
				minutes: 4,
				say: plant(`debrief say.${id}`),
				prompts: [plant('debrief prompts')]
			})),
			questions: [1, 2, 3, 4, 5, 6].map((axis) => ({
				axis,
				text: plant(`debrief question.${axis - 1}`)
			})),
			claims: [0, 1].map((claim) => ({
				text: plant(`debrief claim.${claim}`),
				truth: true,
				answer: plant(`debrief answer.${claim}`),
				source: plant(`debrief answer.${claim}`),
				checkedOn: '2026-11-23'
			}))
		},
		exhibits: file.exhibits.map((exhibit) => ({
			...exhibit,
			incriminates: [plant(`bearing ${exhibit.id}`)],
			// No word of the format: whoever sent it would send the word too.
			balance: plant(`bearing ${exhibit.id}`) as Balance,
			media: {
				kind: 'image',
				type: 'image/png',
				data: plant(`bytes ${exhibit.id}`),
				description: plant(`exhibit ${exhibit.id}`)
			},
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
			other: plant('kept'),
			sequel: plant('kept'),
			sealed: { ...file.decision.sealed, reasons: plant('sealed') }
		}
	};
	return { file: planted, canaries };
}
