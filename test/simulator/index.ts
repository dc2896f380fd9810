export { specificationExample, type Body, type JobKind } from './bodies';
export type { Call } from './callLog';
export { startElsewhere, type Elsewhere, type Received } from './elsewhere';
export { endings, type ReadyEnding } from './endings';
export { faults, type Fault, type FaultContext, type FaultFunction } from './faults';
export type { BodyMaker, Ending, JobOptions } from './jobs';
export { busy, heldBack, notFiles, type FileOptions } from './resultFiles';
export { startSilentHost, type SilentHost } from './silentHost';
export { startSimulator, type Simulator } from './simulator';
export type { SimulatorOptions } from './options';
export type { RetryAfter } from './slidingLimit';
export { submissionFaults, type Moment, type SubmissionFault } from './submissionFaults';
export type { AcceptedJob, OnSubmit, Submission } from './submissions';
export type { TailoredModel } from './tailoredModels';
export type { UploadedFile } from './videoUpload';
export type { DeliveryAttempt, DeliveryChanges, WebhookOptions } from './webhooks';
export { signWebhook } from './webhookSignature';

/** A host name that no name server knows, today or ever (RFC 2606). */
export const UNRESOLVABLE_HOST = 'engine.bria.invalid';
