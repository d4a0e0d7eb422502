import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deliveries, householdRoles, mayAct, moved } from '~/modules/households/rules'
import { addForm, editForm } from '~/modules/households/schema'

describe('the order of a sheet', () => {
  const sheet = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 20 })

  test('keeps everybody once, the others as they stood, and the moved one where it was put', () => {
    fc.assert(
      fc.property(sheet, fc.nat(), fc.option(fc.nat(), { nil: null }), (order, i, j) => {
        const id = order[i % order.length] as number
        const after = j === null ? null : (order[j % order.length] as number)
        const result = moved(order, id, after)
        expect([...result].sort()).toEqual([...order].sort())
        expect(result.filter((one) => one !== id)).toEqual(order.filter((one) => one !== id))
        if (after === null) expect(result[0]).toBe(id)
        else if (after !== id) expect(result[result.indexOf(after) + 1]).toBe(id)
      }),
    )
  })
})

describe('the part in a household', () => {
  test('lets the head do all, a member leave, a dependant nothing', () => {
    const acts = ['change', 'consent', 'dependant', 'end_tie', 'hand_over', 'leave'] as const
    const allowed = householdRoles.map((role) => acts.filter((act) => mayAct(role, act)))
    expect(allowed).toEqual([[...acts], ['leave'], []])
  })
})

describe('the form that adds', () => {
  const add = (names: string) => addForm.safeParse({ association: '1', names, delivery: 'paper' })

  test('takes one name a line, with letters as they are, and leaves empty lines out', () => {
    expect(add(' 髙﨑 \r\n\r\n𠮷村  邦男\n').data?.names).toEqual(['髙﨑', '𠮷村 邦男'])
  })

  test('refuses nothing at all, too many, and a name that is too long, with its line', () => {
    expect(add(' \n ').success).toBe(false)
    expect(add(Array(301).fill('a').join('\n')).success).toBe(false)
    const long = add(`森\n${'あ'.repeat(101)}`)
    expect(long.error?.issues[0]?.message).toBe('households.error.long_line?line=2')
  })
})

describe('the form that changes', () => {
  const form = { name: '森', delivery: deliveries[0], association: '1', version: '1' }

  test('reads a place, and a day that may be empty', () => {
    expect(editForm.parse({ ...form, after: 'first', moved_out_on: '' })).toMatchObject({
      after: 'first',
      moved_out_on: null,
    })
    expect(editForm.parse({ ...form, after: '12', moved_out_on: '2026-11-30' })).toMatchObject({ after: 12 })
    expect(editForm.safeParse({ ...form, after: 'last' }).success).toBe(false)
    expect(editForm.safeParse({ ...form, moved_out_on: '2026-02-30' }).success).toBe(false)
  })
})
