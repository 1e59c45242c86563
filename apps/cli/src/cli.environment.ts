/**
 * What the command line reads of its environment. It is installed where no configuration file of a gateway is, so it does
 * not load libs/config for three variables; no other file of it reads them.
 */
export interface CliEnvironment {
  JOBGATE_URL?: string;
  JOBGATE_KEY?: string;
  HOME?: string;
}

export const environment: CliEnvironment = {
  JOBGATE_URL: process.env['JOBGATE_URL'],
  JOBGATE_KEY: process.env['JOBGATE_KEY'],
  HOME: process.env['HOME'],
};
