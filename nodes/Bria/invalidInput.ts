/** What a user gave cannot be sent: what is wrong, in the form's words, and how to put it right. */
export class InvalidInput extends Error {
	constructor(
		message: string,
		readonly details: string,
	) {
		super(message);
	}
}

/** What Bria needs is not there. */
export class MissingInput extends InvalidInput {}
