import axios, { type AxiosInstance } from 'axios';
import type { ICredentialDataDecryptedObject, IRunData, IWorkflowBase } from 'n8n-workflow';
import { parse } from 'flatted';

export const OWNER = {
	email: 'you@example.com',
	password: 'Bria-at-home-1',
	firstName: 'You',
	lastName: 'Example',
};

/** Which credential a node uses, by the credential type's name. */
export type CredentialIds = Record<string, { id: string; name: string }>;

export type WorkflowFile = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'> &
	Partial<Pick<IWorkflowBase, 'settings' | 'pinData'>>;
