import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { choice, fieldErrors, list, message, optional, rowId, text, wholeNumber, yen } from '~/platform/forms'
import { cleanText, likeAnywhere, normalisePhone, searchForm, toKatakana } from '~/platform/text'

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.string(), { maxLength: 4 }),
  fc.constantFrom(undefined, '', ' ', '\u0000', '髙﨑𠮷', '👨‍👩‍👧', '\ud800', 'x'.repeat(50_000)),
)

describe('fields', () => {
  const schema = z.object({
    title: text({ max: 100 }),
    note: text({ max: 100, required: false }),
    kind: choice(['a', 'b']),
    id: rowId,
    count: optional(wholeNumber({ min: 0, max: 10 })),
    several: list(rowId, 3),
  })

  test('never throw and never let a broken text through, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('title', 'note', 'kind', 'id', 'count', 'several'), anything),
        (form) => {
          const result = schema.safeParse(form)
          if (!result.success)
            return Object.values(fieldErrors(result.error))
              .flat()
              .every((key) => /^[a-z_.]+(\?|$)/.test(key))
          return (
            [...result.data.title].length <= 100 &&
            result.data.title.isWellFormed() &&
            !result.data.title.includes('\u0000')
          )
        },
      ),
    )
  })

  test('keep rare letters as they were typed', () => {
    expect(schema.shape.title.parse(' 髙﨑𠮷👍 ')).toBe('髙﨑𠮷👍')
  })

  test('count letters as people do', () => {
    expect(text({ max: 3 }).safeParse('𠮷𠮷𠮷').success).toBe(true)
    const refused = text({ max: 3 }).safeParse('𠮷𠮷𠮷𠮷')
    expect(refused.error?.issues[0]?.message).toBe(message('form.too_long', { max: 3, length: 4 }))
  })

  test('read numbers in half and full width', () => {
    expect(wholeNumber({ min: 0, max: 9999 }).parse('１，２３４')).toBe(1234)
    expect(wholeNumber({ min: 0, max: 10 }).safeParse('11').success).toBe(false)
    expect(wholeNumber({ min: 0, max: 10 }).safeParse('1e1').success).toBe(false)
  })

  test('read amounts as people write them, and say the limits in the same way', () => {
    const amount = yen({ min: 1, max: 99_999_999_999 })
    for (const typed of ['1200000', '1,200,000', '１，２００，０００円', '￥1,200,000', ' 1200000 円 '])
      expect(amount.parse(typed)).toBe(1_200_000)
    const refusal = (typed: string) => amount.safeParse(typed).error?.issues[0]?.message
    expect(refusal('120万円')).toBe('form.yen')
    expect(refusal('百円')).toBe('form.yen')
    expect(refusal('円')).toBe('form.required')
    expect(refusal('0')).toBe(message('form.yen_range', { min: '1', max: '99,999,999,999' }))
  })

  test('ask for a number where nothing was typed', () => {
    expect(wholeNumber({ min: 0, max: 10 }).safeParse(' ').error?.issues[0]?.message).toBe('form.required')
    expect(optional(wholeNumber({ min: 0, max: 10 })).parse(' ')).toBe(null)
  })

  test('refuse ids that no row can have', () => {
    for (const bad of ['0', '-1', '01', '1.5', '9999999999', '１', '1 OR 1=1'])
      expect(rowId.safeParse(bad).success).toBe(false)
  })
})

describe('texts', () => {
  test('have one kind of line ends and no control characters', () => {
    expect(cleanText('a\r\nb\rc\u0000\u200bd\te')).toBe('a\nb\nc' + 'd\te')
  })

  test('are compared without width, case and kind of kana', () => {
    expect(searchForm('ＡＥＤ　ｶﾞﾗｽ')).toBe('aed がらす')
  })

  test('are found literally, wildcards and all', () => {
    expect(likeAnywhere('100%_\\')).toBe('%100\\%\\_\\\\%')
  })

  test('phones and readings are understood as they are typed', () => {
    expect(normalisePhone('０７２－８４１―１２３４')).toBe('072-841-1234')
    expect(normalisePhone('(072) 841 1234')).toBe('072-8411234')
    expect(toKatakana('たかはし ﾊﾅｺ')).toBe('タカハシ ハナコ')
  })
})
