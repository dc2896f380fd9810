/** A request as the demo follows it. */
export interface Job {
	requestId: string;
	/** What it is called on the screen. */
	title: string;
}

/** What is submitted: the words in brackets tell the simulator how a job ends, and when. */
const JOBS: ReadonlyArray<[title: string, steering: string]> = [
	['a red fox in snow', '[1s]'],
	['a lighthouse at dusk', '[2s]'],
	['a bowl of lemons', '[2s]'],
	['a paper boat', '[2s]'],
	['a forbidden logo', '[error] [3s]'],
	['a city at night', '[4s]'],
	['a desk in the sun', '[4s]'],
	['a broken machine', '[unknown] [5s]'],
	['waves', '[6s]'],
	['a lost file', '[error] [7s]'],
	['a train', '[8s]'],
	['three hours of rain', '[never]'],
];

/** A dozen prompts, for all four branches. */
export const PROMPTS = JOBS.map(([title, steering]) => `${title} ${steering}`);

/** What the prompt of a job is called on the screen. */
export const titleOf = (prompt: unknown) => String(prompt).replace(/ \[.*/, '');
