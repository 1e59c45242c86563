/**
 * The mean lag of a poller that polls every so many milliseconds from the begin of each job on, with exactly the given
 * mean number of polls. Where many intervals need just as many (durations that hardly differ), the middle one.
 */
export function fixedIntervalLag(durations, polls) {
  const pollsAt = (interval) => {
    let sum = 0;
    for (const duration of durations) sum += Math.max(1, Math.ceil(duration / interval));
    return sum / durations.length;
  };
  const half = 0.5 / durations.length;
  const interval = (edge(pollsAt, polls + half) + edge(pollsAt, polls - half)) / 2;
  let lag = 0;
  for (const duration of durations) lag += interval * Math.max(1, Math.ceil(duration / interval)) - duration;
  return lag / durations.length;
}

/** How many polls a poller at fixed intervals needs for a mean lag. */
export function fixedIntervalPolls(durations, lag) {
  let [low, high] = [1, 1e6];
  for (let round = 0; round < 40; round += 1) {
    const middle = Math.sqrt(low * high);
    if (fixedIntervalLag(durations, middle) > lag) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * How far off, as a part of the duration, the best guess at half the time of each job is: the median of what takes
 * longer than that. `population`: sorted durations.
 */
export function leastErrorsAtHalf(population, durations) {
  return durations.map((duration) => {
    let [low, high] = [0, population.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (population[middle] <= duration / 2) low = middle + 1;
      else high = middle;
    }
    const guess = population[Math.min(population.length - 1, (low + population.length) >> 1)];
    return Math.abs(guess - duration) / duration;
  });
}

/** The interval at which the number of polls falls to a number. */
function edge(pollsAt, polls) {
  let [low, high] = [1, 1e10];
  for (let round = 0; round < 60; round += 1) {
    const middle = Math.sqrt(low * high);
    if (pollsAt(middle) > polls) low = middle;
    else high = middle;
  }
  return high;
}

const GRID = 700;
const SEGMENTS = 60;

/**
 * The least mean lag that any schedule can have which knows the distribution and is not bound by anything else, with the
 * given mean number of polls: dynamic programming over the times of the polls, with a price per poll that is adjusted
 * until their number is right. `population`: sorted durations.
 */
export function leastLag(population, polls) {
  const times = gridOf(population);
  const share = shareOf(population, times);
  let [low, high] = [1e-3, 1e9];
  let best = null;
  for (let round = 0; round < 26; round += 1) {
    const price = Math.sqrt(low * high);
    best = solve(times, share, price);
    if (best.polls > polls) low = price;
    else high = price;
  }
  return best;
}

/**
 * Times among which polls are chosen: the closer together, the greater the hazard. The best polls are apart as the inverse
 * of its square root, so that each of their intervals is cut into about as many pieces.
 */
function gridOf(population) {
  const survivors = Array.from({ length: SEGMENTS + 1 }, (_, step) => population.length ** (1 - step / SEGMENTS));
  const ends = survivors.map((left) => Math.min(population.length - 1, Math.round(population.length - left)));
  const even = Array.from({ length: SEGMENTS }, (_, step) => Math.floor((step / SEGMENTS) * population.length));
  const nodes = [0, ...new Set([...ends, ...even].sort((one, other) => one - other).map((index) => population[index]))];
  const share = shareOf(population, nodes);
  const weights = nodes.slice(1).map((time, index) => {
    const hazard = (share[index + 1] - share[index]) / (1 - share[index]) / (time - nodes[index]);
    return Math.sqrt(hazard) * (time - nodes[index]);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const times = weights.flatMap((weight, index) => {
    const pieces = Math.max(1, Math.round((GRID * weight) / sum));
    const width = (nodes[index + 1] - nodes[index]) / pieces;
    return Array.from({ length: pieces }, (_, piece) => nodes[index] + piece * width);
  });
  return Float64Array.from([...times, population[population.length - 1]]);
}

function shareOf(population, times) {
  let below = 0;
  return Float64Array.from(times, (time) => {
    while (below < population.length && population[below] <= time) below += 1;
    return below / population.length;
  });
}

function solve(times, share, price) {
  const size = times.length;
  const area = new Float64Array(size);
  for (let index = 1; index < size; index += 1) {
    area[index] = area[index - 1] + ((times[index] - times[index - 1]) * (share[index] + share[index - 1])) / 2;
  }
  const lag = new Float64Array(size);
  const polls = new Float64Array(size);
  for (let from = size - 2; from >= 0; from -= 1) {
    let least = Infinity;
    for (let to = from + 1; to < size; to += 1) {
      const own = area[to] - area[from] - share[from] * (times[to] - times[from]);
      const cost = own + lag[to] + price * polls[to];
      if (own > least) break;
      if (cost >= least) continue;
      least = cost;
      lag[from] = own + lag[to];
      polls[from] = 1 - share[from] + polls[to];
    }
  }
  return { lag: lag[0], polls: polls[0] };
}
