import type { SamlConnection } from './connection.ts';
import type { ResponseExpectations, ResponseVerdict } from './verify-response.ts';

/** What a verifying thread is asked: the arguments of `verifyResponse`. */
export type VerifyTask = readonly [input: unknown, SamlConnection, ResponseExpectations];

/** `verifyResponse`, wherever it runs. */
export type VerifyResponse = (...task: VerifyTask) => Promise<ResponseVerdict>;
