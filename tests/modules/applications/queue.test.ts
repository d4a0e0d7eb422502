/** The queue and the page of the desk: what waits for whom, paged by key; who sees what; the desk's own writing. */
import { beforeEach, describe, expect, test } from 'vitest'
import { guest } from '~/modules/accounts/rules'
import { sealAccount } from '~/modules/applications/account.server'
import { decideProposal } from '~/modules/applications/commands/decide.server'
import { checkDocuments, organise, showAccount, writeNote } from '~/modules/applications/commands/desk.server'
import { askCorrections, takeUp } from '~/modules/applications/commands/review.server'
import { QUEUE_PAGE, queue } from '~/modules/applications/queries/queue.server'
import { actOf, reviewOf } from '~/modules/applications/queries/review.server'
import { queueHref, readQueueQuery } from '~/modules/applications/schema'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, mailTo, today } from '../accounts/support'
import { type Desk, makeDesk, makeReady, rowOf, SCHEME, stateOf } from './desk-support'

let desk: Desk
beforeEach(async () => {
  await resetDatabase()
  desk = await makeDesk()
})

const asked = (search: string) => readQueueQuery(new URL(`http://x/desk/subsidies?${search}`))
const statesIn = async (actor = desk.reviewer, search = '') =>
  (await queue(actor, asked(search))).rows.map(({ state }) => state).sort()

describe('the queue', () => {
  beforeEach(async () => {
    const states = [
      'draft',
      'consulting',
      'submitted',
      'reviewing',
      'correcting',
      'proposed',
      'decided',
      'reported',
      'finalising',
      'claimed',
      'paid',
      'cancelling',
      'cancelled',
      'refused',
    ] as const
    for (const state of states) await makeReady(desk, state)
    await makeReady(desk, 'changing')
    await makeReady(desk, 'changing', { proposed: false })
  })

  test('begins with what waits for the reader', async () => {
    expect(await statesIn()).toEqual([
      'changing',
      'claimed',
      'consulting',
      'reported',
      'reviewing',
      'submitted',
    ])
    expect(await statesIn(desk.approver)).toEqual([
      'cancelled',
      'cancelling',
      'changing',
      'finalising',
      'proposed',
    ])
    // Staff who decide nothing see what waits for the city.
    expect(await statesIn(desk.section_staff)).toHaveLength(11)
  })

  test('of what advances have paid, waits for nobody to claim it', async () => {
    const paid = async (amount: number) => {
      const { id } = await makeReady(desk, 'finalised')
      await db.subsidyApplication.update({ where: { id }, data: { paidAmount: amount } })
      return id
    }
    const [some, all, more] = [await paid(999_999), await paid(1_000_000), await paid(1_000_001)]
    const found = async (actor: Parameters<typeof queue>[0], search: string) =>
      (await queue(actor, asked(`state=finalised&${search}`))).rows.map(({ id, waiter }) => [id, waiter])
    expect(await found(desk.reviewer, 'view=association')).toEqual([[some, 'association']])
    expect(await found(desk.reviewer, 'view=mine')).toEqual([[all, 'reviewer']])
    expect(await found(desk.approver, 'view=mine')).toEqual([[more, 'approver']])
  })

  test('shows no draft to the city, in no view', async () => {
    const { rows, counts, states } = await queue(desk.reviewer, asked('view=all'))
    expect(rows.some(({ state }) => state === 'draft')).toBe(false)
    expect(counts.all).toBe(15)
    expect(states.draft).toBeUndefined()
  })

  test('counts each view as it shows it', async () => {
    const { counts } = await queue(desk.reviewer, asked(''))
    for (const view of ['mine', 'city', 'association', 'overdue', 'all'] as const) {
      expect((await queue(desk.reviewer, asked(`view=${view}`))).rows).toHaveLength(counts[view])
    }
  })

  test('does not offer a proposal to the one who made it', async () => {
    await db.subsidyProposal.updateMany({ data: { proposedById: desk.both.user?.id } })
    expect(await statesIn(desk.both)).toEqual([
      'cancelled',
      'changing',
      'claimed',
      'consulting',
      'reported',
      'reviewing',
      'submitted',
    ])
  })

  test('leaves the applications of one’s own association to colleagues', async () => {
    const { id, path } = await db.association.findUniqueOrThrow({
      where: { id: desk.town.council.id },
      select: { id: true, path: true },
    })
    const seated = { ...desk.reviewer, seats: [{ post: 'auditor' as const, associationId: id, path }] }
    expect(await statesIn(seated)).toEqual([])
    expect(await statesIn(seated, 'view=city')).toHaveLength(11)
  })

  test('is narrowed by state, scheme, year, person, flag, number and name', async () => {
    const { id } = await makeReady(desk, 'submitted', { programme: SCHEME })
    const programme = (await db.subsidyProgramme.findUniqueOrThrow({ where: { key: SCHEME } })).id
    await organise(desk.reviewer, id, {
      assigned_to: desk.reviewer.user?.id ?? '',
      flagged: true,
      urgency: 80,
    })
    const found = async (search: string) => (await queue(desk.reviewer, asked(`view=all&${search}`))).rows
    for (const search of [`programme=${programme}`, 'assigned=me', 'flagged=1'])
      expect(await found(search), search).toMatchObject([{ id, flagged: true, urgency: 80 }])
    expect(await found('state=submitted')).toHaveLength(2)
    expect(await found('year=2020')).toHaveLength(0)
    expect(await found(`q=${encodeURIComponent('association-a')}`)).toHaveLength(16)
    expect(await found(`q=${(await rowOf(id)).receiptNumber}`)).toMatchObject([{ id }])
    expect(await found('assigned=nobody')).toHaveLength(15)
  })

  test('says what is overdue, and for how long something waits', async () => {
    await db.subsidyApplication.updateMany({
      where: { state: { in: ['correcting', 'reviewing'] } },
      data: { dueOn: dayToDate(addDays(today(), -1)), submittedAt: new Date(Date.now() - 5 * 86_400_000) },
    })
    const { rows } = await queue(desk.reviewer, asked('view=overdue'))
    expect(rows).toMatchObject([{ state: 'correcting', overdue: true, days: 5, waiter: 'association' }])
  })
})

describe('pages of the queue', () => {
  test.each(['oldest', 'due', 'newest'] as const)('%s: each once, in order', async (order) => {
    const { id, versionId, budgetId } = await makeReady(desk, 'submitted')
    const base = await db.subsidyApplication.findUniqueOrThrow({ where: { id } })
    await db.subsidyApplication.createMany({
      data: Array.from({ length: 2 * QUEUE_PAGE + 7 }, (_, n) => ({
        versionId,
        budgetId,
        year: base.year,
        associationId: base.associationId,
        title: `申請${n}`,
        state: 'submitted' as const,
        receiptNumber: `P-${n}`,
        submittedAt: new Date(Date.now() - (n % 9) * 3_600_000),
        dueOn: n % 3 === 0 ? null : dayToDate(addDays(today(), n % 5)),
      })),
    })
    const seen: number[] = []
    const values: string[] = []
    let after: string | undefined
    do {
      const query = { ...asked(`view=all&order=${order}`), after }
      // What a link says is what is asked for.
      const page = await queue(
        desk.reviewer,
        readQueueQuery(new URL(`http://x${queueHref(query, { after })}`)),
      )
      seen.push(...page.rows.map((row) => row.id))
      values.push(...page.rows.map((row) => row.dueOn ?? '9999'))
      after = page.next
    } while (after)
    expect(seen).toHaveLength(2 * QUEUE_PAGE + 8)
    expect(new Set(seen).size).toBe(seen.length)
    if (order === 'due') expect(values).toEqual([...values].sort())
    if (order === 'newest') expect(seen).toEqual([...seen].sort((a, b) => b - a))
  })
})

describe('the page of an application', () => {
  test('is for the city alone, and never for a draft', async () => {
    const { id } = await makeReady(desk, 'reviewing')
    const draft = await makeReady(desk, 'draft')
    await expect(reviewOf(guest(today()), id)).rejects.toBeInstanceOf(SignInNeeded)
    for (const role of ['resident', 'chair', 'treasurer', 'otherchair', 'administrator'] as const)
      await expect(reviewOf(desk[role], id), role).rejects.toBeInstanceOf(NotAllowed)
    for (const role of ['reviewer', 'approver', 'section_staff'] as const) {
      expect((await reviewOf(desk[role], id)).id).toBe(id)
      await expect(reviewOf(desk[role], draft.id)).rejects.toBeInstanceOf(NotFound)
    }
  })

  test('offers what each may do, and nothing else', async () => {
    const acts = async (role: 'reviewer' | 'approver' | 'section_staff', id: number) =>
      (await reviewOf(desk[role], id)).acts
    const reviewing = await makeReady(desk, 'reviewing')
    expect(await acts('reviewer', reviewing.id)).toEqual([
      'propose',
      'check',
      'correct',
      'refuse',
      'note',
      'organise',
    ])
    expect(await acts('approver', reviewing.id)).toEqual(['note'])
    expect(await acts('section_staff', reviewing.id)).toEqual([])
    const proposed = await makeReady(desk, 'proposed')
    expect(await acts('approver', proposed.id)).toEqual(['decide', 'note'])
    expect(await acts('reviewer', proposed.id)).toEqual(['note', 'organise'])
    await expect(actOf(desk.reviewer, proposed.id, 'decide')).rejects.toBeInstanceOf(NotAllowed)
    await expect(actOf(desk.reviewer, proposed.id, 'propose')).rejects.toBeInstanceOf(Stale)
  })

  test('shows the arithmetic, what is left of the budget, and the account only masked', async () => {
    const { id } = await makeReady(desk, 'claimed', { appropriated: 3_000_000 })
    const account = {
      bank: '枚方銀行',
      branch: '本店',
      kind: 'ordinary' as const,
      number: '1234567',
      holder: 'ハナゾノジチカイ',
      payee: 'association' as const,
      payeeName: '',
    }
    await db.subsidyApplication.update({ where: { id }, data: { account: sealAccount(account) } })
    const review = await reviewOf(desk.approver, id)
    expect(review.estimate?.assessment).toMatchObject({ outcome: 'determined', amount: 1_000_000 })
    expect(review.budget).toMatchObject({ left: 2_000_000 })
    expect(JSON.stringify(review)).not.toContain('1234567')
    expect(JSON.stringify(review)).not.toContain('ハナゾノジチカイ')
    // The whole of it is for the reviewer who pays, and each look is recorded.
    await expect(showAccount(desk.approver, id)).rejects.toBeInstanceOf(NotAllowed)
    expect(await showAccount(desk.reviewer, id)).toEqual(account)
    expect(await actions()).toEqual(['subsidy.account_shown'])
    const entry = await db.auditEntry.findFirstOrThrow()
    expect(JSON.stringify([entry.before, entry.after])).not.toContain('1234567')
  })
})

describe('the desk’s own writing', () => {
  test('notes and visits are for the city, and tell nobody', async () => {
    const { id } = await makeReady(desk, 'reviewing')
    const note = { text: '現地を見ました', site_visit_on: today() }
    await writeNote(desk.reviewer, id, note)
    await writeNote(desk.approver, id, { text: '承知しました', site_visit_on: null })
    for (const role of ['chair', 'section_staff'] as const)
      await expect(writeNote(desk[role], id, note)).rejects.toBeInstanceOf(NotAllowed)
    await expect(
      writeNote(desk.reviewer, id, { ...note, site_visit_on: addDays(today(), 1) }),
    ).rejects.toBeInstanceOf(Invalid)
    expect((await reviewOf(desk.section_staff, id)).notes).toMatchObject([
      { text: '承知しました', siteVisitOn: null },
      { text: '現地を見ました', siteVisitOn: today() },
    ])
    expect(await db.mail.count()).toBe(0)
  })

  test('only somebody who reviews can be put in charge; whoever takes up is, where nobody was', async () => {
    const { id, version } = await makeReady(desk, 'submitted')
    const form = { flagged: false, urgency: null }
    await expect(
      organise(desk.reviewer, id, { ...form, assigned_to: desk.chair.user?.id ?? '' }),
    ).rejects.toBeInstanceOf(Invalid)
    await expect(organise(desk.approver, id, { ...form, assigned_to: null })).rejects.toBeInstanceOf(
      NotAllowed,
    )
    await takeUp(desk.reviewer, id, { version })
    expect((await rowOf(id)).assignedToId).toBe(desk.reviewer.user?.id)
  })

  test('the checklist accepts, asks for corrections of, or does without each document', async () => {
    const { id, version } = await makeReady(desk, 'reviewing')
    const documents = await db.subsidyDocument.findMany({
      where: { applicationId: id, step: 'application' },
      orderBy: { id: 'asc' },
    })
    await db.subsidyDocument.updateMany({ where: { applicationId: id }, data: { state: 'handed_in' } })
    const [first, second, third] = documents.map((one) => one.id)
    const form = { version, all: false, corrections: [] }
    const rows = [
      { id: first ?? 0, state: 'accepted' as const, note: '' },
      { id: second ?? 0, state: 'to_correct' as const, note: '日付がありません' },
      { id: third ?? 0, state: null, note: '' },
    ]
    await checkDocuments(desk.reviewer, id, { ...form, documents: rows })
    const states = async () =>
      (
        await db.subsidyDocument.findMany({
          where: { id: { in: [first ?? 0, second ?? 0, third ?? 0] } },
          orderBy: { id: 'asc' },
        })
      ).map(({ state }) => state)
    expect(await states()).toEqual(['accepted', 'to_correct', 'handed_in'])
    await checkDocuments(desk.reviewer, id, { ...form, all: true, documents: [] })
    // What is wrong stays wrong: only what lies there unchecked is accepted.
    expect(await states()).toEqual(['accepted', 'to_correct', 'accepted'])
    await expect(
      checkDocuments(desk.reviewer, id, { ...form, version: version + 1, documents: rows }),
    ).rejects.toBeInstanceOf(Stale)
    await expect(checkDocuments(desk.approver, id, { ...form, documents: rows })).rejects.toBeInstanceOf(
      NotAllowed,
    )
  })
})

describe('corrections', () => {
  test('go out item by item with a date, in a letter and a mail', async () => {
    const { id, version } = await makeReady(desk, 'reviewing')
    const document = await db.subsidyDocument.findFirstOrThrow({
      where: { applicationId: id, name: '見積書' },
    })
    const ask = (items: { item: string; text: string }[], dueOn = addDays(today(), 14)) =>
      askCorrections(desk.reviewer, id, { version, dueOn, items })
    await expect(ask([])).rejects.toBeInstanceOf(Invalid)
    await expect(ask([{ item: 'purpose', text: 'x' }], today())).rejects.toBeInstanceOf(Invalid)
    await expect(ask([{ item: 'purpose', text: 'x' }], addDays(today(), 400))).rejects.toBeInstanceOf(Invalid)
    await expect(ask([{ item: 'line:999999', text: 'x' }])).rejects.toBeInstanceOf(NotFound)
    await ask([
      { item: 'purpose', text: '目的をくわしく書いてください' },
      { item: `document:${document.id}`, text: '二社から取ってください' },
    ])
    expect(await stateOf(id)).toBe('correcting')
    expect(await db.subsidyCorrection.findMany({ where: { applicationId: id } })).toMatchObject([
      { round: 1, item: 'purpose', state: 'open' },
      { round: 1, item: `document:${document.id}`, state: 'open' },
    ])
    expect(await db.subsidyDocument.findUniqueOrThrow({ where: { id: document.id } })).toMatchObject({
      state: 'to_correct',
      note: '二社から取ってください',
    })
    const letter = await db.subsidyLetter.findFirstOrThrow({ where: { applicationId: id } })
    expect(letter.body).toContain('見積書: 二社から取ってください')
    const { email } = await db.user.findUniqueOrThrow({ where: { id: desk.chair.user?.id } })
    const mail = await mailTo(email)
    expect(mail?.text).toContain('補正')
    expect(mail?.text).not.toContain('二社から取ってください')
  })

  test('an answer is taken, or asked for again; only the last request of an item counts', async () => {
    const { id, version } = await makeReady(desk, 'reviewing')
    const dueOn = dayToDate(today())
    const row = { applicationId: id, text: '直してください', dueOn }
    await db.subsidyCorrection.createMany({
      data: [
        { ...row, round: 1, item: 'purpose', state: 'answered' as const, answer: '直しました' },
        { ...row, round: 1, item: 'title', state: 'answered' as const, answer: '直しました' },
        { ...row, round: 2, item: 'purpose', state: 'accepted' as const, answer: 'もう一度直しました' },
      ],
    })
    const { openCorrections } = await reviewOf(desk.reviewer, id)
    expect(openCorrections).toHaveLength(1)
    await checkDocuments(desk.reviewer, id, {
      version,
      all: false,
      documents: [],
      corrections: openCorrections,
    })
    expect((await reviewOf(desk.reviewer, id)).openCorrections).toEqual([])
  })
})

test('a proposal that is sent back goes to the reviewer alone, with the reason at the desk', async () => {
  const given = await makeReady(desk, 'proposed')
  await decideProposal(desk.approver, given.id, {
    version: given.version,
    proposal: given.proposal,
    outcome: 'return',
    note: '見積を確かめてください',
  })
  expect(await stateOf(given.id)).toBe('reviewing')
  const review = await reviewOf(desk.reviewer, given.id)
  expect(review.proposals).toMatchObject([{ approved: null, decidedNote: '見積を確かめてください' }])
  expect(review.acts[0]).toBe('propose')
  const { email } = await db.user.findUniqueOrThrow({ where: { id: desk.chair.user?.id } })
  expect(await mailTo(email)).toBeUndefined()
  expect(await db.subsidyEvent.findFirstOrThrow()).toMatchObject({ verb: 'return_proposal', reason: '' })
})
