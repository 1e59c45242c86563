// Loaded into a process of the product by --import: on SIGUSR2 it meets an error that nobody catches.
const MESSAGE = `a bug, with ${process.env.ERROR_TEXT ?? 'nothing'} in its message`;

const WAYS = {
  thrown: () => {
    throw new Error(MESSAGE);
  },
  rejected: () => void Promise.reject(new Error(MESSAGE)),
  'no error': () => void Promise.reject({ text: MESSAGE }),
};

process.on('SIGUSR2', () => setImmediate(WAYS[process.env.ERROR_WAY ?? 'thrown']));
