/**
 * アンケートの紙: for each household a letter with its link and the questions to answer on paper; or the questions alone,
 * which are the same for all. Of a survey without names, no name stands on the sheet with the answers, nor on its back.
 */
import type { Content } from 'pdfmake/interfaces'
import { formatDay } from '~/platform/clock'
import { htmlLang, type Language } from '~/platform/i18n'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf/order'
import { shorten } from '~/platform/text'
import type { MadeSheets, Sheet } from '../commands/links.server'
import type { AboutSurvey } from '../queries/survey.server'
import type { Question, SheetSides } from '../rules'
import { type Ink, questionsContent } from './questions'

type Paper = { name: string; definition: PdfDefinition; footer: PdfFooter }

/** Of the introduction as much as leaves the letter on one page. */
const INTRODUCTION = 160

/** The letters of the paper's typeface: Korean and simplified Chinese have others, and the survey is in Japanese. */
export const languageOnPaper = (language: Language): Language =>
  language === 'ko' || language === 'zh' ? 'ja' : language

function paperOf(name: string, content: Content[], footer: PdfFooter, { t, language }: Ink): Paper {
  return {
    name,
    definition: {
      content,
      defaultStyle: { lineHeight: 1.25 },
      language: htmlLang(language),
      info: { title: name, author: t('portal.name'), creator: t('portal.name') },
      displayTitle: true,
    },
    footer,
  }
}

/** The questions alone, for whoever copies them or prints them at home. */
export function questionsPaper(survey: AboutSurvey, questions: readonly Question[], ink: Ink): Paper {
  const { t, language } = ink
  const last = t('surveys.form_paper.until', { day: formatDay(survey.closesOn, language) })
  return paperOf(
    `${t('surveys.form_paper.title')} ${survey.title}`,
    [
      ...questionsContent(survey, questions, ink),
      { text: last, bold: true, fontSize: 12.5, margin: [0, 6, 0, 0] },
      ...(survey.anonymous && survey.reach === 'members'
        ? [{ text: t('surveys.form_paper.envelope'), fontSize: 12 }]
        : []),
    ],
    { left: `${t('portal.name')}  ${survey.title}`, right: '{page} / {pages}' },
    ink,
  )
}

/** A letter for each household, each followed by its questions. */
export function sheetsPaper(made: MadeSheets, sides: SheetSides, ink: Ink): Paper {
  const { survey, questions, sheets } = made
  const { t } = ink
  const two = sides === 'two'
  // A front: pdfmake calls even what is odd when pages are counted from one.
  const front = two ? ('beforeEven' as const) : ('before' as const)
  const content = sheets.flatMap((sheet, index): Content[] => [
    // A sheet of its own: on its back no other household's letter, and where no names are, no answers.
    { stack: letter(made, sheet, ink), lineHeight: 1.15, ...(index > 0 ? { pageBreak: front } : {}) },
    {
      stack: questionsContent(survey, questions, ink),
      pageBreak: survey.anonymous ? front : ('before' as const),
    },
  ])
  return paperOf(
    `${t('surveys.sheets.title')} ${survey.title}`,
    content,
    { left: `${t('portal.name')}  ${survey.title}`, right: '' },
    ink,
  )
}

function letter({ survey, until }: MadeSheets, sheet: Sheet, { t, language }: Ink): Content[] {
  const word = (key: string, params?: Record<string, string>) => t(`surveys.letter.${key}`, params)
  const day = formatDay(until, language)
  const head = (text: string): Content => ({ text, bold: true, fontSize: 14, margin: [0, 10, 0, 2] })
  const line = (text: string): Content => ({ text, fontSize: 12, margin: [0, 2, 0, 0] })
  return [
    { text: word('title'), fontSize: 13 },
    { text: survey.title, bold: true, fontSize: 20, lineHeight: 1.1, margin: [0, 2, 0, 4] },
    { text: t('surveys.sheets.for', { name: sheet.household }), bold: true, fontSize: 16 },
    { text: sheet.area, fontSize: 11 },
    { text: survey.association.name, fontSize: 12, alignment: 'right' },
    {
      text: word('until', { day }),
      bold: true,
      fontSize: 15,
      margin: [0, 4, 0, 4],
    },
    ...(survey.introduction ? [line(shorten(survey.introduction, INTRODUCTION))] : []),
    line(word('purpose', { purpose: shorten(survey.purpose, 200) })),
    line(t(survey.anonymous ? 'surveys.sheets.nameless' : 'surveys.sheets.named')),
    head(word('screen')),
    {
      columnGap: 16,
      columns: [
        { qr: sheet.url, fit: 110, eccLevel: 'M', width: 'auto' },
        {
          width: '*',
          stack: [
            line(word('screen_text')),
            { text: sheet.url, fontSize: 10.5, margin: [0, 4, 0, 0] },
            line(t('surveys.sheets.hand')),
          ],
        },
      ],
    },
    head(word('paper')),
    line(word('paper_text', { day })),
    line(word('once')),
    ...(survey.paperUntil
      ? [line(t('surveys.facts.paper_value', { day, until: formatDay(survey.paperUntil, language) }))]
      : []),
    ...(survey.anonymous ? slip(survey, sheet, { t, language }) : []),
  ]
}

/** 封筒にはる札: says whose envelope it is, and is taken off before the envelopes are opened. */
function slip(survey: AboutSurvey, sheet: Sheet, { t }: Ink): Content[] {
  return [
    cut(),
    { text: t('surveys.letter.slip_how'), fontSize: 11, margin: [0, 0, 0, 6] },
    {
      unbreakable: true,
      table: {
        widths: ['*'],
        body: [
          [
            {
              stack: [
                { text: t('surveys.letter.slip', { title: survey.title }), fontSize: 12 },
                { text: t('surveys.sheets.for', { name: sheet.household }), bold: true, fontSize: 16 },
                { text: sheet.area, fontSize: 11 },
              ],
              margin: [8, 6, 8, 6],
            },
          ],
        ],
      },
      layout: 'grid',
    },
  ]
}

/** Along which the slip is cut off. */
const cut = (): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: 499, y2: 0, lineWidth: 1, dash: { length: 5, space: 4 } }],
  margin: [0, 14, 0, 8],
})
