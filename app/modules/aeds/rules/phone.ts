/** A telephone number that a telephone can call, out of what a list holds in its column of numbers. */

/** Digits in two or three groups from 0 on, or from +81; what follows as an extension is no part of it. */
const NUMBER = /(?<!\d|\d-)(?:\+81[- ]?(?:\(0\))?|0)\d{1,4}[-). (]{0,2}\d{1,4}[-). (]{0,2}\d{3,4}(?!\d)/g

/**
 * The first sound Japanese number in a text, its digits alone: 0668411221 of 06-6841-1221(内線2301).
 * @returns ten or eleven digits; empty when there is none
 */
export function callable(text: string): string {
  const plain = text.normalize('NFKC').replace(/[‐‑‒–—―−ー]/g, '-')
  for (const [found] of plain.matchAll(NUMBER)) {
    const digits = found.replace(/^\+81[- ]?(?:\(0\))?/, '0').replace(/\D/g, '')
    if (/^0[1-9]\d{8,9}$/.test(digits)) return digits
  }
  return ''
}
