/** At most so many configurations and files are watched besides their runs. */
const EACH = 4;

/**
 * The keys of pointers that can be told from the simulator's list of jobs.
 * @param {string} provider
 * @param {readonly {script: {configurationId?: number, fileId?: number}}[]} jobs
 */
export function pointersOf(provider, jobs) {
  if (provider === 'oracle-sbc') return ['last'];
  if (provider !== 'datameer') return [];
  return [
    ...firstFew(jobs.map(({ script }) => script.configurationId)).map((id) => `config-${id}`),
    ...firstFew(jobs.map(({ script }) => script.fileId)).map((id) => `file-${id}`),
  ];
}

function firstFew(ids) {
  return [...new Set(ids.filter((id) => id !== undefined))].slice(0, EACH);
}
