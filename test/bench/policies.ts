import { rivals, type Policy } from './rivals';
import { ours } from './ourPolicy';

/** The node's waiter and its rivals, by what they are called in the report. */
export const policies: Record<string, Policy> = { ...rivals, 'Bria Status': ours() };

export const OURS = 'Bria Status';
