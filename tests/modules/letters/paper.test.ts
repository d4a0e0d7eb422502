/** Letters on paper: everything that an official one has, in its order, on as few sheets as it needs. */
import { writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { letterPaper } from '~/modules/letters/paper'
import { fill, sampleValues } from '~/modules/letters/rules'
import { type Letter, letterKinds } from '~/modules/letters/schema'
import { defaultSender, defaults } from '~/modules/letters/templates'
import { makePdf } from '~/platform/pdf.server'
import { pdfPages } from '../../setup/pdf'

const letter = (over: Partial<Letter> = {}): Letter => ({
  form: '様式第3号(第8条関係)',
  number: '枚市活第12号',
  issuedOn: '2026-11-23',
  title: defaults.decision.title,
  body: fill(defaults.decision.body, sampleValues),
  sender: defaultSender('枚方市'),
  contact: '担当 枚方市 市民活動課\n電話 072-000-0000',
  ...over,
})

async function pagesOf(of: Letter, sample = false): Promise<string[]> {
  const { definition, footer } = letterPaper(of, { author: 'ポータル', sample })
  const pdf = await makePdf(definition, footer)
  if (process.env.KEEP_LETTERS) await writeFile(`${process.env.KEEP_LETTERS}/${of.title}.pdf`, pdf)
  return pdfPages(pdf)
}

describe('a letter', () => {
  test.each(letterKinds)(
    '%s stands on one sheet, from its number to its 以上',
    async (kind) => {
      const { title, body } = defaults[kind]
      const pages = await pagesOf(letter({ title, body: fill(body, sampleValues) }))
      expect(pages).toHaveLength(1)
      const words = pages[0] ?? ''
      const order = [
        '様式第3号',
        '枚市活第12号',
        '令和8年11月23日',
        '見本町自治会',
        '会長 様',
        '枚方市長',
        title,
        '以上',
        '担当',
      ]
      const places = order.map((part) => words.indexOf(part))
      expect(places).not.toContain(-1)
      expect(places).toEqual([...places].sort((a, b) => a - b))
      expect(words).not.toContain('{{')
      expect(words).not.toContain('〓')
    },
    30_000,
  )

  test('that is long goes on to a second sheet, which says which it is', async () => {
    const items = Array.from(
      { length: 40 },
      (_, i) => `${i + 1} 見積書の${i + 1}枚目に、内訳と日付を書いてください。`,
    ).join('\n')
    const body = fill(defaults.correction_request.body, { ...sampleValues, items })
    const pages = await pagesOf(letter({ title: '長い補正依頼', body }))
    expect(pages.length).toBeGreaterThan(1)
    expect(pages[1]).toContain(`2 / ${pages.length}`)
  }, 30_000)

  test('in the words of staff who follow no pattern is set as it stands', async () => {
    const pages = await pagesOf(
      letter({
        form: '',
        contact: '',
        sender: '',
        title: '自由な通知',
        body: '髙﨑さんへ\n\n一行だけの通知です。',
      }),
      true,
    )
    expect(pages[0]).toContain('髙﨑さんへ')
    expect(pages[0]).toContain('一行だけの通知です。')
    expect(pages[0]).not.toContain('以上')
  }, 30_000)
})
