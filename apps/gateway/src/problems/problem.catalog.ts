import { COMMAND_PROBLEMS } from './command.problems.js';
import { AVAILABILITY_PROBLEMS } from './availability.problems.js';
import { REQUEST_PROBLEMS } from './request.problems.js';

/** The codes are public API: clients may depend on them. */
export const PROBLEMS = { ...REQUEST_PROBLEMS, ...COMMAND_PROBLEMS, ...AVAILABILITY_PROBLEMS } as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** The default `detail`: the first sentence of the explanation. */
export const usualDetail = (code: ProblemCode): string => PROBLEMS[code].explanation.split(/(?<=\.) /)[0]!;
