/** Templates and letterheads: who may write them, what they may say, and what has been sent stays as it is. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { receiveLetter } from '~/modules/applications/commands/letter.server'
import { letterView } from '~/modules/applications/queries/letter.server'
import { issueLetter } from '~/modules/letters/commands/issue.server'
import { resetTemplate, saveHead, saveTemplate } from '~/modules/letters/commands/templates.server'
import {
  letterHead,
  letterSchemes,
  letterTemplate,
  sampleLetter,
} from '~/modules/letters/queries/templates.server'
import { fill, partsOf, sampleValues, unknownPlaces, writeNumber } from '~/modules/letters/rules'
import { headSchema, letterKinds, placeholders, templateSchema } from '~/modules/letters/schema'
import { defaults } from '~/modules/letters/templates'
import { db, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { createProgrammes } from '../../../prisma/seed/programmes'
import { resetDatabase } from '../../setup/database'
import { makeApplication } from '../applications/support'
import { actorOf, anybody, type City, makeCity } from '../associations/support'

let city: City
let chair: SignedIn
let auditor: SignedIn
let stranger: SignedIn
let reviewer: SignedIn

const KEY = 'hirakata-hall'
const words = (over: Record<string, string> = {}) =>
  check(templateSchema, {
    form: '様式第3号',
    title: '決定通知',
    body: '{{association}} 様\n\n{{amount}}です。',
    version: '0',
    ...over,
  })

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  await transaction(createProgrammes)
  chair = await actorOf({ seat: { post: 'chair', at: city.own } })
  auditor = await actorOf({ seat: { post: 'auditor', at: city.own } })
  stranger = await actorOf({ seat: { post: 'chair', at: city.other } })
  reviewer = await actorOf({ staff: 'reviewer' })
})

describe('filling', () => {
  test('leaves out a label without content, and sets in what goes on below one', () => {
    expect(
      fill('記\n\n完了の期限:{{complete_by}}\n条件:{{conditions}}\n額:金{{amount}}', {
        conditions: '1 早く\n2 安く',
      }),
    ).toBe('記\n\n条件:1 早く\n\u30002 安く')
    expect(fill('{{items}}', { items: '一\n二' })).toBe('一\n二')
    expect(fill('{{reason}}', { reason: '{{amount}}', amount: '1円' })).toBe('{{amount}}')
  })

  test('keeps every word of any value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 6 }),
        (lines) => {
          const said = lines.map((line) => line.replace(/[\s\u3000{}]/g, '')).filter(Boolean)
          const filled = fill('件名:{{reason}}', { reason: said.join('\n') })
          expect(filled.replace(/\s/g, '')).toBe(said.length > 0 ? `件名:${said.join('')}` : '')
        },
      ),
    )
  })

  test('takes an official letter apart: addressee, text, items, notes', () => {
    const parts = partsOf(
      '花園町自治会\n会長 様\n\n通知します。\n\n記\n\n額:1円\n条件:一\n\u3000二\n\n注意 大切です。\n以上',
    )
    expect(parts).toEqual({
      addressee: ['花園町自治会', '会長 様'],
      text: ['通知します。'],
      items: [
        { label: '額', value: '1円' },
        { label: '条件', value: '一\n二' },
      ],
      notes: ['注意 大切です。'],
    })
    expect(partsOf('ただの文')).toEqual({ addressee: [], text: ['ただの文'], items: [], notes: [] })
  })

  test('of the portal\u2019s own words needs no other places, and says 様 and 記', () => {
    for (const kind of letterKinds) {
      expect(unknownPlaces(defaults[kind].body, placeholders), kind).toEqual([])
      const { addressee, items } = partsOf(fill(defaults[kind].body, sampleValues))
      expect(addressee.at(-1), kind).toBe('会長 様')
      expect(items.length, kind).toBeGreaterThan(1)
    }
  })

  test('numbers letters as the city does', () => {
    expect(writeNumber('', 2026, 3)).toBe('第2026-3号')
    expect(writeNumber('枚市活第{{ number }}号', 2026, 3)).toBe('枚市活第3号')
  })
})

describe('a template', () => {
  test('is saved, corrected and given up, each with a trail; never over what somebody else saved', async () => {
    const of = await letterTemplate(reviewer, KEY, 'decision')
    expect(of).toMatchObject({ version: 0, template: defaults.decision })
    await saveTemplate(reviewer, of, words())
    await expect(saveTemplate(reviewer, of, words())).rejects.toThrow(Stale)
    await saveTemplate(reviewer, of, words({ version: '1', title: '第二' }))
    await expect(saveTemplate(reviewer, of, words({ version: '1' }))).rejects.toThrow(Stale)
    expect(await letterTemplate(reviewer, KEY, 'decision')).toMatchObject({
      version: 2,
      template: { title: '第二', form: '様式第3号' },
    })
    const scheme = (await letterSchemes(reviewer)).find(({ key }) => key === KEY)
    expect(scheme?.letters.filter(({ own }) => own).map(({ kind }) => kind)).toEqual(['decision'])
    await expect(resetTemplate(reviewer, of, 1)).rejects.toThrow(Stale)
    await resetTemplate(reviewer, of, 2)
    expect((await letterTemplate(reviewer, KEY, 'decision')).version).toBe(0)
    expect((await db.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action)).toEqual([
      'subsidy.letter_saved',
      'subsidy.letter_saved',
      'subsidy.letter_reset',
    ])
  })

  test('names only places that there are', () => {
    const refusal = (over: Record<string, string>) => {
      try {
        words(over)
      } catch (error) {
        if (error instanceof Invalid) return error.errors
      }
      return null
    }
    expect(refusal({ body: '{{amuont}} {{ 金額 }}' })?.body?.[0]).toContain('unknown_place')
    expect(refusal({ body: '{{ amount }}' })).toBeNull()
    expect(refusal({ body: '' })?.body).toEqual(['form.required'])
    expect(refusal({ title: '' })?.title).toEqual(['form.required'])
    expect(() => check(headSchema, { numbering: '第{{nummer}}号', version: '0' })).toThrow(Invalid)
    expect(() => check(headSchema, { numbering: '番号', version: '0' })).toThrow(Invalid)
  })

  test('is the city\u2019s business alone', async () => {
    for (const call of [
      () => letterSchemes(chair),
      () => letterTemplate(chair, KEY, 'decision'),
      () => letterHead(auditor, KEY),
    ])
      await expect(call()).rejects.toThrow(NotAllowed)
    await expect(letterSchemes(anybody())).rejects.toThrow(SignInNeeded)
    for (const [key, kind] of [
      [KEY, 'nothing'],
      ['nothing', 'decision'],
      ['%00', 'decision'],
      [undefined, undefined],
    ])
      await expect(letterTemplate(reviewer, key, kind)).rejects.toThrow(NotFound)
    const of = await letterTemplate(reviewer, KEY, 'decision')
    await expect(saveTemplate(chair, of, words())).rejects.toThrow(NotAllowed)
    await expect(resetTemplate(chair, of, 0)).rejects.toThrow(NotAllowed)
    await expect(
      saveHead(chair, of.scheme, check(headSchema, { sender: '私', version: '0' })),
    ).rejects.toThrow(NotAllowed)
  })
})

describe('a letter that was sent', () => {
  const sent = async (kind: 'decision' | 'refusal' = 'decision') => {
    const { id } = await makeApplication('decided', { associationId: city.own.id })
    const { id: programmeId } = await db.subsidyProgramme.findUniqueOrThrow({ where: { key: KEY } })
    const letter = await transaction((tx) =>
      issueLetter(tx, reviewer, { applicationId: id, programmeId, letter: kind, values: sampleValues }),
    )
    return { application: id, ...letter }
  }

  test('keeps its words, form, sender and number, whatever staff change afterwards', async () => {
    const of = await letterTemplate(reviewer, KEY, 'decision')
    await saveTemplate(reviewer, of, words())
    await saveHead(
      reviewer,
      of.scheme,
      check(headSchema, {
        sender: '枚方市長 見本',
        numbering: '枚市活第{{number}}号',
        contact: '市民活動課',
        version: '0',
      }),
    )
    const { application, id } = await sent()
    const first = (await letterView(chair, application, id)).letter
    expect(first).toMatchObject({
      form: '様式第3号',
      number: '枚市活第1号',
      title: '決定通知',
      body: '見本町自治会 様\n\n1,000,000円です。',
      sender: '枚方市長 見本',
      contact: '市民活動課',
      issuedOn: chair.today,
    })
    await saveTemplate(reviewer, of, words({ version: '1', title: '別の題', form: '' }))
    await saveHead(reviewer, of.scheme, check(headSchema, { sender: '別の市長', version: '1' }))
    await expect(
      saveHead(reviewer, of.scheme, check(headSchema, { sender: '後から', version: '1' })),
    ).rejects.toThrow(Stale)
    expect((await letterView(chair, application, id)).letter).toEqual(first)
    expect(await sampleLetter(reviewer, of.scheme, words())).toMatchObject({ sender: '別の市長' })
  })

  test('comes from the mayor where nobody has said otherwise', async () => {
    const { application, id, number } = await sent()
    expect(number).toMatch(/^第\d{4}-1号$/)
    const { letter } = await letterView(reviewer, application, id)
    expect(letter.sender).toBe(`${city.city.name}長\n(公印省略)`)
  })

  test('is read by its association and the city, and received once, by those who write for the association', async () => {
    const { application, id } = await sent()
    expect(await letterView(chair, application, id)).toMatchObject({ mayReceive: true, ofCity: false })
    expect(await letterView(auditor, application, id)).toMatchObject({ mayReceive: false })
    expect(await letterView(reviewer, application, id)).toMatchObject({ mayReceive: false, ofCity: true })
    await expect(letterView(stranger, application, id)).rejects.toThrow(NotFound)
    await expect(letterView(anybody(), application, id)).rejects.toThrow(SignInNeeded)
    await expect(receiveLetter(auditor, application, id)).rejects.toThrow(NotAllowed)
    await expect(receiveLetter(reviewer, application, id)).rejects.toThrow(NotAllowed)
    await expect(receiveLetter(stranger, application, id)).rejects.toThrow(NotFound)
    await Promise.all([receiveLetter(chair, application, id), receiveLetter(chair, application, id)])
    const { openedAt } = await letterView(chair, application, id)
    expect(openedAt).toBeInstanceOf(Date)
    expect(await db.auditEntry.count({ where: { action: 'subsidy.letter_received' } })).toBe(1)
    const other = await sent()
    await expect(letterView(chair, application, other.id)).rejects.toThrow(NotFound)
    await expect(receiveLetter(chair, application, other.id)).rejects.toThrow(NotFound)
  })

  test('is never cut short: one that is longer than any is refused with words', async () => {
    const { id } = await makeApplication('reviewing', { associationId: city.own.id })
    const { id: programmeId } = await db.subsidyProgramme.findUniqueOrThrow({ where: { key: KEY } })
    await expect(
      transaction((tx) =>
        issueLetter(tx, reviewer, {
          applicationId: id,
          programmeId,
          letter: 'correction_request',
          values: { items: 'あ'.repeat(8000) },
        }),
      ),
    ).rejects.toThrow(Invalid)
    expect(await db.subsidyCounter.count()).toBe(0)
  })
})
