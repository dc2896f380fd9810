import { seeded } from './bench/cells';

/** Chance is the same in every run, e.g. how long a pause is: what a test sees once it sees always. */
Math.random = seeded(1);
