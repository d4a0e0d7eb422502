/** Numbers as lists write them: one of them is called, and it is a whole one. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callable } from '~/modules/aeds/rules'

test.each([
  ['06-6841-1221(内線2301)', '0668411221'],
  ['06-6841-1221 内線2301', '0668411221'],
  ['072-841-1221 / 072-841-5678', '0728411221'],
  ['072-841-1221、072-841-5678', '0728411221'],
  ['０７２（８４１）１２２１', '0728411221'],
  ['(072)841-1221', '0728411221'],
  ['代表 0728411221', '0728411221'],
  ['090-1234-5678', '09012345678'],
  ['0120-123-456', '0120123456'],
  ['+81-72-841-1221', '0728411221'],
  ['072−841−1221', '0728411221'],
  ['内線12 072-841-1221', '0728411221'],
  ['なし', ''],
  ['', ''],
  ['119', ''],
  ['841-1221', ''],
  ['072-841-12', ''],
  ['07284112210728415678', ''],
])('%s', (text, number) => {
  expect(callable(text)).toBe(number)
})

test('whatever is written, a whole number or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789-()+ /内線'), maxLength: 40 }), (text) => {
      expect(callable(text)).toMatch(/^(?:0[1-9]\d{8,9})?$/)
    }),
  )
})
