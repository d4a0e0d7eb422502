/** 設問の紙: every kind of question to be ticked and written on by hand. Nothing on it tells one sheet from the next. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import type { Language, Translate } from '~/platform/i18n'
import type { AboutSurvey } from '../queries/survey.server'
import { placesOf, type Question, stepsOf } from '../rules'

/** In which words; the day is written out by `formatDay`. */
export type Ink = { t: Translate; language: Language }

/** Heights of what is written into by hand, in points: old hands write large. */
const LINE = 24
const TEXT_LINES = 5

const box = '□'

export function questionsContent(survey: AboutSurvey, questions: readonly Question[], ink: Ink): Content[] {
  const { t } = ink
  return [
    { text: survey.association.name, fontSize: 12 },
    { text: survey.title, bold: true, fontSize: 19, lineHeight: 1.1 },
    {
      text: t(survey.anonymous ? 'surveys.form_paper.nameless' : 'surveys.form_paper.named'),
      bold: true,
      fontSize: 13,
      margin: [0, 6, 0, 0],
    },
    ...(survey.anonymous ? [] : [writeIn(t('surveys.form_paper.who'))]),
    { text: t('surveys.form_paper.how'), fontSize: 12, margin: [0, 4, 0, 4] },
    ...questions.map((question, index) => asked(question, index + 1, ink)),
    { text: t('surveys.form_paper.end'), fontSize: 12, alignment: 'right', margin: [0, 12, 0, 0] },
  ]
}

/** A name and a line to write on. */
const writeIn = (label: string): Content => ({
  margin: [0, 6, 0, 0],
  table: { widths: [120, '*'], heights: [LINE + 6], body: [[{ text: label, fontSize: 12, bold: true }, '']] },
  layout: 'grid',
})

function asked(question: Question, number: number, { t }: Ink): Content {
  const { kind, most, support, label } = question
  const how = t(`surveys.form_paper.${kind}`, { most: placesOf(question) })
  const upTo = kind === 'multiple' && most !== null ? t('surveys.sheet.up_to', { most }) : how
  return {
    // A question is not torn apart, unless its own answers fill a page.
    unbreakable: question.options.length < 16,
    margin: [0, 10, 0, 0],
    stack: [
      { text: t('surveys.sheet.numbered', { number, label }), bold: true, fontSize: 14 },
      ...(support ? [{ text: support, fontSize: 11.5 }] : []),
      {
        text: kind === 'multiple' ? upTo : how,
        fontSize: 11,
        margin: [0, 0, 0, 3],
      },
      written(question, t),
    ],
  }
}

/** The place for the answer. */
function written(question: Question, t: Translate): Content {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return {
        stack: question.options.map(
          ({ label }): Content => ({
            columns: [
              { text: box, width: 22, fontSize: 16, lineHeight: 1 },
              { text: label, width: '*', fontSize: 13 },
            ],
            margin: [8, 2, 0, 2],
          }),
        ),
      }
    case 'scale':
      return scale(question)
    case 'text':
      return {
        table: { widths: ['*'], heights: [LINE * TEXT_LINES], body: [['']] },
        layout: 'grid',
      }
    case 'ranking':
      return {
        table: {
          widths: ['*', 110],
          dontBreakRows: true,
          body: question.options.map(({ label }): TableCell[] => [
            { text: label, fontSize: 13, margin: [0, 4, 0, 4] },
            { text: t('surveys.form_paper.rank'), fontSize: 13, alignment: 'center', margin: [0, 4, 0, 4] },
          ]),
        },
        layout: 'grid',
      }
    case 'place':
      return { table: { widths: ['*'], heights: [LINE * 1.4], body: [['']] }, layout: 'grid' }
  }
}

function scale(question: Question): Content {
  const steps = stepsOf(question)
  return {
    table: {
      widths: steps.map(() => '*'),
      dontBreakRows: true,
      body: [
        steps.map((step): TableCell => ({ text: `${box} ${step}`, fontSize: 14, alignment: 'center' })),
        steps.map(
          (step): TableCell => ({
            text: step === 1 ? question.lowLabel : step === steps.length ? question.highLabel : '',
            fontSize: 10.5,
            alignment: 'center',
          }),
        ),
      ],
    },
    layout: 'grid',
  }
}
