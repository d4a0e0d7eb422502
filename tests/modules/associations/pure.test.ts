/** Words, addresses and readings: what people type, and what the portal makes of it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import ja from '~/messages/ja'
import { guest } from '~/modules/accounts/rules'
import {
  CONTACT_TEXT,
  childKind,
  consentOutlives,
  kinds,
  mayAddBelow,
  shownContact,
} from '~/modules/associations/rules'
import { RESERVED, romanise, slugOf } from '~/modules/associations/slug'
import { writings } from '~/modules/associations/towns'
import { searchForm } from '~/platform/text'

describe('the ways to write a town', () => {
  test.each([
    ['くずはなみき2丁目', 'くずはなみきにちょうめ'],
    ['クズハナミキ２チョウメ', 'くずはなみきにちょうめ'],
    ['ｸｽﾞﾊﾅﾐｷ', 'くずはなみき'],
    ['楠葉並木2丁目', '楠葉並木二丁目'],
    ['楠葉並木2-3-4', '楠葉並木二丁目'],
    ['楠葉並木２の３', '楠葉並木二丁目'],
    ['大阪府枚方市楠葉並木二丁目3番4号', '楠葉並木二丁目'],
    ['香里ヶ丘12丁目', '香里け丘十二丁目'],
    ['香里が丘', '香里け丘'],
    ['高野道一丁目', '高野道一丁目'],
    ['楠葉花園町15-2', '楠葉花園町'],
    ['枚方市', '枚方市'],
  ])('%s is found as %s', (typed, written) => {
    expect(writings(typed, '枚方市')).toContain(written)
  })

  test('are few, in the form that is compared, and begin with what was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (typed) => {
        const found = writings(typed, '枚方市')
        expect(found.length).toBeLessThanOrEqual(5)
        expect(found).not.toContain('')
        if (searchForm(typed)) expect(found[0]).toBe(searchForm(typed))
      }),
    )
  })
})

describe('an address on the web', () => {
  test.each([
    ['しょうだいおおたに', 'shodaiotani'],
    ['やまのうえ', 'yamanoue'],
    ['すいこうえん', 'suikoen'],
    ['しゃくそんじ', 'shakusonji'],
    ['さっぽろ', 'sapporo'],
    ['きょうりゅう', 'kyoryu'],
  ])('%s becomes %s', (reading, letters) => expect(romanise(reading)).toBe(letters))

  test('leaves the kind of association out, and keeps the number of a group', () => {
    expect(slugOf('くずははなぞのちょうじちかい')).toBe('kuzuhahanazonocho')
    expect(slugOf('くずはじちかい だい3はん')).toBe('kuzuha-dai3han')
  })

  test('is one that the database takes, whatever the reading', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (reading) => {
        const slug = slugOf(reading)
        expect(slug).toMatch(/^[a-z0-9][a-z0-9-]*$/)
        expect(slug.length).toBeLessThanOrEqual(60)
        expect(RESERVED).not.toContain(slug)
      }),
    )
  })
})

describe('the rules', () => {
  test('put one kind below each, and nothing below a group', () => {
    expect(kinds.map((kind) => childKind[kind])).toEqual(['council', 'neighbourhood', 'group', null])
  })

  test('let the city add associations, officers their groups, and nobody else anything', () => {
    const base = { ...guest('2026-11-22'), cityPath: '/1/' }
    const chair = { ...base, seats: [{ post: 'chair' as const, associationId: 3, path: '/1/2/3/' }] }
    const councilChair = { ...base, seats: [{ post: 'chair' as const, associationId: 2, path: '/1/2/' }] }
    const auditor = { ...base, seats: [{ post: 'auditor' as const, associationId: 3, path: '/1/2/3/' }] }
    const reviewer = { ...base, staff: ['reviewer' as const] }
    const at = {
      city: { kind: 'city' as const, path: '/1/' },
      council: { kind: 'council' as const, path: '/1/2/' },
      own: { kind: 'neighbourhood' as const, path: '/1/2/3/' },
      foreign: { kind: 'neighbourhood' as const, path: '/1/2/30/' },
      group: { kind: 'group' as const, path: '/1/2/3/4/' },
    }
    const may = (actor: typeof base) =>
      Object.entries(at).flatMap(([name, node]) => (mayAddBelow(actor, node) ? [name] : []))
    expect(may(base)).toEqual([])
    expect(may(auditor)).toEqual([])
    expect(may(chair)).toEqual(['own'])
    expect(may(councilChair)).toEqual(['own', 'foreign'])
    expect(may(reviewer)).toEqual(['city', 'council', 'own', 'foreign'])
  })

  test('show of a contact what was agreed to, and nothing without a consent', () => {
    const contact = { name: '山﨑 正雄', phone: '072-000-1234', email: null }
    const scope = { showsName: false, showsPhone: true, showsEmail: true }
    expect(shownContact(contact, null)).toBeNull()
    expect(shownContact(contact, scope)).toEqual({ name: null, phone: '072-000-1234', email: null })
    expect(shownContact(contact, { showsName: false, showsPhone: false, showsEmail: true })).toBeNull()
    expect(consentOutlives({ personName: '山﨑 正雄' }, '山崎 正雄')).toBe(false)
    expect(consentOutlives({ personName: '山﨑 正雄' }, null)).toBe(false)
  })

  test('change the version when the text of the consent changes', () => {
    expect({ version: CONTACT_TEXT, text: ja.associations.consent.text }).toEqual({
      version: '2026-04',
      text: '私は、自治会への問い合わせを受けるために、下で選んだ氏名・電話番号・メールアドレスを、このポータルのだれでも見られるページに載せることに同意します。同意はいつでも取り消すことができ、取り消すとすぐに載せなくなります。会のほかの目的には使いません。',
    })
  })
})
