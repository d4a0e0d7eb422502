/** 取り次ぎ: who hands on what to whom, once. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { withdrawNotice } from '~/modules/notices/commands/end.server'
import { passOn } from '~/modules/notices/commands/pass-on.server'
import { deskNotices } from '~/modules/notices/queries/desk.server'
import { readNotice } from '~/modules/notices/queries/notice.server'
import { passedOnBy, passOnChoices } from '~/modules/notices/queries/passing.server'
import { db } from '~/platform/db.server'
import { Gone, NotAllowed, NotFound } from '~/platform/errors'
import { member, officer, plant, reader, refusal, staff, standing, type Tree } from './support'

let tree: Tree
let council: SignedIn
let home: SignedIn

beforeEach(async () => {
  tree = await plant()
  council = await officer(tree, 'chair', tree.council)
  home = await officer(tree, 'chair', tree.home)
})

const nameOf = (node: { id: number; slug: string }) => ({ id: node.id, name: node.slug })

test('is recorded, announced and shown with its line to those of the part', async () => {
  const id = await standing(tree.city)
  await passOn(council, id, { association: tree.council.id, line: '一緒に行きましょう' })
  const [row] = await db.passingOn.findMany()
  expect(row).toMatchObject({ noticeId: id, associationId: tree.council.id, passedById: council.user.id })
  expect(await db.auditEntry.findMany({ select: { action: true, associationId: true } })).toEqual([
    { action: 'notice.passed_on', associationId: tree.council.id },
  ])
  expect(await db.announcement.findMany({ select: { kind: true, passingOnId: true } })).toEqual([
    { kind: 'passed_on', passingOnId: row?.id },
  ])
  const own = await readNotice(await member(tree, tree.home), id)
  expect([own.passings.map((one) => one.line), own.otherPassings]).toEqual([['一緒に行きましょう'], []])
  const other = await readNotice(await member(tree, tree.far), id)
  expect([other.passings, other.otherPassings.map((one) => one.name)]).toEqual([[], ['council']])
  expect((await readNotice(reader, id)).otherPassings).toHaveLength(1)
  expect(
    (await passedOnBy(reader, nameOf(tree.council), 5)).map((item) => [item.id, item.passed.line]),
  ).toEqual([[id, '一緒に行きましょう']])
  expect(await passedOnBy(reader, nameOf(tree.home), 5)).toEqual([])
})

test('of what members alone read keeps the line among them', async () => {
  const id = await standing(tree.city, { visibility: 'members' })
  await passOn(home, id, { association: tree.home.id, line: '内々の話' })
  expect((await readNotice(await member(tree, tree.group), id)).passings).toHaveLength(1)
  const other = await readNotice(await member(tree, tree.foreign), id)
  expect([other.passings, other.otherPassings]).toEqual([[], []])
  expect(await passedOnBy(reader, nameOf(tree.home), 5)).toEqual([])
})

test('opens an officers notice to the members of the association, and to nobody else', async () => {
  const id = await standing(tree.city, { visibility: 'officers' })
  const mine = await member(tree, tree.group)
  const theirs = await member(tree, tree.foreign)
  expect(await refusal(readNotice(mine, id))).toBeInstanceOf(NotFound)
  await passOn(home, id, { association: tree.home.id, line: '' })
  expect((await readNotice(mine, id)).id).toBe(id)
  for (const other of [theirs, reader]) expect(await refusal(readNotice(other, id))).toBeInstanceOf(NotFound)
})

describe('is refused', () => {
  test('a second time for the same association, also at once, but not for another', async () => {
    const id = await standing(tree.city)
    const form = { association: tree.home.id, line: '' }
    const answers = await Promise.allSettled([passOn(home, id, form), passOn(council, id, form)])
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1)
    expect(answers.find((answer) => answer.status === 'rejected')?.reason).toMatchObject({
      status: 409,
      key: 'already_passed_on',
    })
    await passOn(council, id, { association: tree.council.id, line: '' })
    expect(await db.passingOn.count()).toBe(2)
  })

  test('to whoever may not publish there, or may not read it', async () => {
    const id = await standing(tree.city)
    const form = { association: tree.home.id, line: '' }
    const others = [
      await officer(tree, 'treasurer', tree.home),
      await officer(tree, 'chair', tree.foreign),
      await member(tree, tree.home),
      await staff(tree, 'approver'),
    ]
    for (const other of others) expect(await refusal(passOn(other, id, form))).toBeInstanceOf(NotAllowed)
    const closed = await standing(tree.city, { audienceId: tree.farCouncil.id, visibility: 'members' })
    expect(await refusal(passOn(home, closed, form))).toBeInstanceOf(NotFound)
  })

  test('for what does not come from above, or is addressed to others', async () => {
    const own = await standing(tree.home)
    expect(await refusal(passOn(home, own, { association: tree.home.id, line: '' }))).toMatchObject({
      key: 'not_passed_on',
    })
    const elsewhere = await standing(tree.city, { audienceId: tree.farCouncil.id })
    expect(await refusal(passOn(home, elsewhere, { association: tree.home.id, line: '' }))).toMatchObject({
      key: 'not_passed_on',
    })
    expect(await db.passingOn.count()).toBe(0)
  })

  test('for what is no longer there, or not yet', async () => {
    const id = await standing(tree.city)
    const city = await staff(tree, 'approver')
    await withdrawNotice(city, id, { version: 1, reason: '誤り' })
    const form = { association: tree.home.id, line: '' }
    expect(await refusal(passOn(home, id, form))).toBeInstanceOf(Gone)
    expect(await refusal(passOn(home, await standing(tree.city, { state: 'draft' }), form))).toBeInstanceOf(
      NotFound,
    )
  })
})

test('the desk shows what comes from the city and the council, passed on or not', async () => {
  const fromCity = await standing(tree.city, { visibility: 'officers' })
  const fromCouncil = await standing(tree.council)
  await standing(tree.home)
  await standing(tree.city, { audienceId: tree.farCouncil.id })
  await standing(tree.city, { publishedAt: new Date(Date.now() - 100 * 86_400_000) })
  await passOn(home, fromCity, { association: tree.home.id, line: '' })
  const shown = (await deskNotices(home)).above.map((row) => [row.id, row.throughId, row.passed])
  expect(shown.sort()).toEqual(
    [
      [fromCity, tree.home.id, true],
      [fromCouncil, tree.home.id, false],
    ].sort(),
  )
  expect((await deskNotices(await officer(tree, 'treasurer', tree.home))).above).toEqual([])
})

test('the choice is among the associations where one may publish, the own first', async () => {
  const id = await standing(tree.city)
  await passOn(council, id, { association: tree.foreign.id, line: '' })
  const { choices, passed } = await passOnChoices(council, id)
  expect(choices.map((node) => node.name)).toEqual(['council', 'home', 'group'])
  expect(passed).toEqual(['foreign'])
  expect(await refusal(passOnChoices(await member(tree, tree.home), id))).toBeInstanceOf(NotFound)
})
