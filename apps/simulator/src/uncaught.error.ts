/** As other processes of the product end with (EX_SOFTWARE of sysexits.h). */
const EXIT_INTERNAL_ERROR = 70;

/** Has the process end by an error that nobody caught, with one line of JSON on standard error. */
export function exitOnFatalError(): void {
  const end = (error: unknown, origin: string): void => {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const told = { level: 'fatal', time: new Date().toISOString(), service: 'simulator', origin };
    const line = {
      ...told,
      error: { type: name, message, stack },
      message: 'uncaught error: the process exits',
    };
    process.stderr.write(`${JSON.stringify(line)}\n`);
    process.exit(EXIT_INTERNAL_ERROR);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', (reason) => end(reason, 'unhandledRejection'));
}
