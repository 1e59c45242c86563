import type { JobRecord, Transition } from '#libs/jobs';
import { EMPTY_SKETCH, formatSketch, learn, parseSketch, type DurationSketch } from './duration-sketch.js';
import { clockAfter, durationOf, type End } from './evidence.js';
import { Expectation } from './expectation.js';
import { testForecast, UNTESTED_FORECASTS, type ForecastRecords } from './hints.js';
import { smooth, type Smooth } from './smoothing.js';

interface Chapter {
  sketch: DurationSketch;
  tested: ForecastRecords;
  /** What planning goes by; made anew when enough has been learned since. */
  expectation: Expectation | null;
  learnedSince: number;
}

/** The chapter of all runs of the connection; operations are kept behind a prefix. */
const ALL = 'all';
const OPERATION = 'of ';
const CLOCK = 'clock';
const MOST_OPERATIONS = 200;
/** Where hundreds end each second, a part of them tells as much as all. */
const MOST_LEARNED_PER_SECOND = 50;
/** An expectation is kept until what was learned since is so large a part of what it rests on. */
const PART_WORTH_A_NEW_PLAN = 1 / 16;
const MEMORY = 64;

/** What is known of how long runs on one connection take, by operation. */
export class DurationBook {
  private readonly chapters = new Map<string, Chapter>();
  private readonly changed = new Set<string>();
  /** How far the gateway's clock is ahead of the upstream's, milliseconds. */
  clockAheadMs = 0;
  private second = 0;
  private learnedInSecond = 0;

  /** Takes over what was written down earlier; what cannot be read is left out. */
  load(texts: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(texts)) {
      if (name === CLOCK && Number.isFinite(Number(text))) this.clockAheadMs = Number(text);
      const chapter = name === CLOCK ? null : parseChapter(text);
      if (chapter) this.chapters.set(name, chapter);
    }
  }

  /** What to write down: all that changed since the last time. */
  takeChanges(): Record<string, string> {
    const texts = [...this.changed].map((name) => [name, name === CLOCK ? String(this.clockAheadMs) : this.text(name)]);
    this.changed.clear();
    return Object.fromEntries(texts) as Record<string, string>;
  }

  /** Changes that could not be written down: they are taken again. */
  giveBack(names: readonly string[]): void {
    for (const name of names) this.changed.add(name);
  }

  /** What to expect of a run of an operation: by its own kind, else by all runs of the connection. */
  expectationOf(operation: string | null): Expectation | null {
    const own = operation === null ? undefined : this.chapters.get(OPERATION + operation);
    const all = this.chapters.get(ALL);
    if (own) return this.expectation(own, operation, all);
    return all ? this.expectation(all, null, undefined) : null;
  }

  /** Learns from the end of a run. */
  learn(before: JobRecord | null, after: JobRecord, transition: Transition): void {
    const end: End = { before, after, transition };
    if (!this.hasRoom(transition.notAfter)) return;
    const clockAheadMs = clockAfter(end, this.clockAheadMs);
    if (clockAheadMs !== this.clockAheadMs) this.changed.add(CLOCK);
    this.clockAheadMs = clockAheadMs;
    const evidence = durationOf(end, clockAheadMs);
    if (evidence === null) return;
    const all = this.chapter(ALL);
    const own = after.operation === null ? null : this.chapter(OPERATION + after.operation);
    for (const chapter of own ? [own, all] : [all]) {
      chapter.sketch = learn(chapter.sketch, evidence, elsewhere(chapter, all));
      chapter.tested = tested(chapter.tested, end, clockAheadMs);
      chapter.learnedSince += 1;
    }
    this.changed.add(ALL);
    if (own) this.changed.add(OPERATION + after.operation);
  }

  private hasRoom(at: number): boolean {
    const second = Math.floor(at / 1_000);
    if (second !== this.second) [this.second, this.learnedInSecond] = [second, 0];
    this.learnedInSecond += 1;
    return this.learnedInSecond <= MOST_LEARNED_PER_SECOND;
  }

  private expectation(chapter: Chapter, operation: string | null, all: Chapter | undefined): Expectation {
    const rests = Math.min(chapter.sketch.learned, MEMORY) * PART_WORTH_A_NEW_PLAN;
    if (chapter.expectation && chapter.learnedSince <= rests) return chapter.expectation;
    chapter.learnedSince = 0;
    chapter.expectation = new Expectation(chapter.sketch, operation, chapter.tested, elsewhere(chapter, all));
    return chapter.expectation;
  }

  /** The chapter of that name, begun when there is none; the one that was longest unused makes room. */
  private chapter(name: string): Chapter {
    const chapter = this.chapters.get(name) ?? {
      sketch: EMPTY_SKETCH,
      tested: UNTESTED_FORECASTS,
      expectation: null,
      learnedSince: 0,
    };
    this.chapters.delete(name);
    this.chapters.set(name, chapter);
    if (this.chapters.size > MOST_OPERATIONS + 1) {
      const oldest = [...this.chapters.keys()].find((other) => other !== ALL)!;
      this.chapters.delete(oldest);
      this.changed.add(oldest);
    }
    return chapter;
  }

  /** An empty text: the chapter was given up. */
  private text(name: string): string {
    const chapter = this.chapters.get(name);
    return chapter ? JSON.stringify({ sketch: formatSketch(chapter.sketch), tested: chapter.tested }) : '';
  }
}

/** What other operations teach about one; nothing, where most of what is known of all is known from this one. */
function elsewhere(chapter: Chapter, all: Chapter | undefined): Smooth | null {
  const others = (all?.sketch.learned ?? 0) - chapter.sketch.learned;
  return all && others > chapter.sketch.learned ? smooth(all.sketch.settled) : null;
}

function tested(records: ForecastRecords, { before, after, transition }: End, clockAheadMs: number): ForecastRecords {
  const forecast = before?.check?.forecast;
  if (!forecast) return records;
  const seenAt = (Math.max(transition.notBefore ?? 0, forecast.first.madeAt) + transition.notAfter) / 2;
  const endedAt = after.endedAt === null ? seenAt : after.endedAt + clockAheadMs;
  return testForecast(records, forecast.basis, forecast.first, endedAt);
}

function parseChapter(text: string): Chapter | null {
  try {
    const { sketch, tested } = JSON.parse(text) as { sketch: string; tested: Partial<ForecastRecords> };
    const parsed = parseSketch(sketch);
    if (parsed === null) return null;
    return { sketch: parsed, tested: { ...UNTESTED_FORECASTS, ...tested }, expectation: null, learnedSince: 0 };
  } catch {
    return null;
  }
}
