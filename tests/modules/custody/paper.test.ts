/** The sheet to tick by hand hangs at the box: it stays on one page. */
import { expect, test } from 'vitest'
import { sheetPaper } from '~/modules/custody/paper/sheet'
import { languages } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { makePdf } from '~/platform/pdf.server'
import { pdfPages } from '../../setup/pdf'

test.each(languages)(
  'the sheet of an AED with four parts is one page: %s',
  async (language) => {
    const kinds = ['pads', 'child_pads', 'battery', 'device'] as const
    const sheet = {
      name: '中央会館',
      address: '枚方市一丁目1',
      position: '玄関の右',
      parts: kinds.map((kind) => ({ kind, expiresOn: '2027-01-31' })),
      year: 2026,
      entry: 'https://portal.example/aeds/123/check',
    }
    const { definition, footer } = sheetPaper(sheet, translator(language), language)
    expect(pdfPages(await makePdf(definition, footer))).toHaveLength(1)
  },
  30_000,
)
