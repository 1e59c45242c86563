/**
 * What a figure is held to. A bar is missed or met by what was measured, and nothing is measured otherwise because of it.
 * @typedef {{of: 'ratio' | 'value', atLeast?: number, atMost?: number, below?: number}} Bar
 */

/** @returns {Bar} */
export const ratioAtLeast = (limit) => ({ of: 'ratio', atLeast: limit });
/** @returns {Bar} */
export const ratioAtMost = (limit) => ({ of: 'ratio', atMost: limit });
/** @returns {Bar} */
export const valueAtLeast = (limit) => ({ of: 'value', atLeast: limit });
/** @returns {Bar} */
export const valueAtMost = (limit) => ({ of: 'value', atMost: limit });
/** @returns {Bar} */
export const valueBelow = (limit) => ({ of: 'value', below: limit });

/** Whether a figure clears its bar; what could not be measured does not. */
export function isMet({ of, atLeast, atMost, below }, figure) {
  const measured = figure[of];
  if (atLeast !== undefined) return measured >= atLeast;
  return atMost !== undefined ? measured <= atMost : measured < below;
}

/** A bar in words, for a table. */
export function barInWords({ of, atLeast, atMost, below }, unit) {
  const [sign, limit] = atLeast !== undefined ? ['≥', atLeast] : atMost !== undefined ? ['≤', atMost] : ['<', below];
  const number = limit.toLocaleString('en-US');
  return of === 'ratio' ? `ratio ${sign} ${number}` : `${sign} ${number} ${unit}`;
}
