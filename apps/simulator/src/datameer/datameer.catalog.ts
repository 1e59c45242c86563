import type { JobStore, VisibleJob } from '../job.store.js';
import type { JobScript } from '../job.script.js';

export type Artifact = 'import-job' | 'export-job' | 'workbook';

/** A configuration and the file that it is stored in: two numbers, and neither is a run's. */
export interface Configuration {
  readonly configurationId: number;
  readonly fileId: number;
  readonly uuid: string;
  readonly path: string;
  readonly artifact: Artifact;
  /** Execution ids, the oldest first. */
  readonly runs: string[];
  /** What the next triggered run does. */
  template: JobScript | undefined;
}

const FIRST_CONFIGURATION = 80;
const FIRST_FILE = 40;

/** The configurations of one installation, found by any of their names. */
export class ConfigurationCatalog {
  private readonly byId = new Map<number, Configuration>();
  private readonly byName = new Map<string, Configuration>();
  private nextId = FIRST_CONFIGURATION;
  private nextFile = FIRST_FILE;

  constructor(private readonly makeUuid: () => string) {}

  /** The configuration that a script names, made if there is none yet. */
  of(script: JobScript): Configuration {
    const known = script.configurationId === undefined ? undefined : this.byId.get(script.configurationId);
    return known ?? this.create(script);
  }

  byConfigurationId(id: string): Configuration | undefined {
    return this.byId.get(Number(id));
  }

  /** By file id, uuid or path; a path may come with or without its first slash. */
  byFile(name: string): Configuration | undefined {
    return this.byName.get(name) ?? this.byName.get(`/${name}`);
  }

  remove(configuration: Configuration): void {
    this.byId.delete(configuration.configurationId);
    for (const name of namesOf(configuration)) this.byName.delete(name);
  }

  private create(script: JobScript): Configuration {
    while (this.byId.has(this.nextId)) this.nextId += 1;
    while (this.byName.has(String(this.nextFile))) this.nextFile += 1;
    const configurationId = script.configurationId ?? this.nextId;
    const configuration: Configuration = {
      configurationId,
      fileId: script.fileId ?? this.nextFile,
      uuid: script.uuid ?? this.makeUuid(),
      path: script.path ?? `/Data/${script.name ?? `job ${configurationId}`}.${suffixOf(script.artifact)}`,
      artifact: script.artifact ?? 'import-job',
      runs: [],
      template: undefined,
    };
    this.byId.set(configurationId, configuration);
    for (const name of namesOf(configuration)) this.byName.set(name, configuration);
    return configuration;
  }
}

/** Runs that the installation still shows, the newest first. */
export function runsOf(configuration: Configuration, jobs: JobStore): VisibleJob[] {
  return configuration.runs.toReversed().flatMap((id) => jobs.visible(id) ?? []);
}

export function latestRun(configuration: Configuration, jobs: JobStore): VisibleJob | undefined {
  const id = configuration.runs.findLast((run) => jobs.visible(run));
  return id === undefined ? undefined : jobs.visible(id);
}

function namesOf({ fileId, uuid, path }: Configuration): string[] {
  return [String(fileId), uuid, path];
}

function suffixOf(artifact: Artifact = 'import-job'): string {
  return { 'import-job': 'imp', 'export-job': 'exp', workbook: 'wbk' }[artifact];
}
