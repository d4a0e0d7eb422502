/** 控え: what was handed in, on paper: the receipt number, the answers, the arithmetic, and each file with its hash. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import { documentSteps, type Programme } from '~/modules/subsidies/schema'
import { byText, figureText, yenText } from '~/modules/subsidies/words'
import { formatDay, formatFiscalYear, formatInstant } from '~/platform/clock'
import { htmlLang } from '~/platform/i18n'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf.server'
import { answeredFacts, type Ink, sizeText, workName } from '../answers'
import type { Snapshot } from '../snapshot.server'

export type Copy = {
  verb: string
  at: Date
  association: string
  programme: Programme
  programmeName: string
  snapshot: Snapshot
}

const heading = (text: string): Content => ({ text, bold: true, fontSize: 13, margin: [0, 12, 0, 4] })
const table = (head: string[], rows: TableCell[][], widths: (string | number)[]): Content => ({
  table: {
    headerRows: 1,
    widths,
    body: [head.map((text): TableCell => ({ text, bold: true })), ...rows],
    dontBreakRows: true,
  },
  layout: 'grid',
})
const pairs = (rows: [string, string][]): Content => ({
  table: { widths: [150, '*'], body: rows.map(([label, text]) => [label, text]), dontBreakRows: true },
  layout: 'grid',
})

/** A4 pages with everything that was handed in. */
export function copyPaper(
  of: Copy,
  ink: Ink,
): { name: string; definition: PdfDefinition; footer: PdfFooter } {
  const { t, language } = ink
  const { snapshot, programme } = of
  const at = (key: string, params?: Record<string, string>) => t(`applications.paper.${key}`, params)
  const day = (given: string | null): string => (given ? formatDay(given, language) : '–')
  const receipt = snapshot.receipt ?? ''
  const title = at(`title_${of.verb}`)
  const report = snapshot.lines.some(({ stage }) => stage === 'actual')
  const plan: [string, string][] = [
    [at('association'), of.association],
    [t('applications.check.programme'), `${of.programmeName} ${formatFiscalYear(snapshot.year, language)}`],
    [t('applications.check.title_of'), snapshot.title],
    [
      t('applications.check.works'),
      snapshot.works.map((work) => workName(programme, work)).join(t('subsidies.rule.comma')),
    ],
    ...(snapshot.hall ? [[t('applications.check.hall'), snapshot.hall] as [string, string]] : []),
    [t('applications.check.purpose'), snapshot.purpose],
    ...(report
      ? ([
          [t('applications.view.contract_on'), day(snapshot.contractOn)],
          [t('applications.view.started_on'), day(snapshot.startedOn)],
          [t('applications.view.completed_on'), day(snapshot.completedOn)],
        ] as [string, string][])
      : ([
          [t('applications.check.planned_start'), day(snapshot.plannedStart)],
          [t('applications.check.planned_end'), day(snapshot.plannedEnd)],
        ] as [string, string][])),
  ]
  const total = snapshot.lines.reduce((sum, { amount }) => sum + amount, 0)
  const content: Content[] = [
    { text: title, bold: true, fontSize: 20, lineHeight: 1 },
    { text: at('receipt', { number: receipt }), bold: true, fontSize: 15, margin: [0, 8, 0, 2] },
    { text: at('handed_in', { at: formatInstant(of.at, language), by: snapshot.signedBy }) },
    { text: at('not_decided'), bold: true, margin: [0, 6, 0, 6] },
    pairs(plan),
    heading(t('applications.task.questions')),
    pairs(answeredFacts(programme, snapshot.works, snapshot.facts, ink)),
    heading(t(`applications.check.lines_${report ? 'actual' : 'estimate'}`)),
    table(
      [
        t('applications.check.line'),
        t('applications.check.work'),
        t('applications.check.payee'),
        t('applications.check.amount'),
      ],
      snapshot.lines.map((line) => [
        line.eligible ? line.label : `${line.label} (${t('applications.check.not_eligible')})`,
        workName(programme, line.work),
        line.payee,
        { text: yenText(line.amount, t), alignment: 'right' },
      ]),
      ['*', 90, 110, 90],
    ),
    {
      text: t('applications.check.total', { amount: yenText(total, t) }),
      bold: true,
      margin: [0, 4, 0, 0],
    },
    ...arithmetic(of, ink),
    ...documents(of, ink),
  ]
  return {
    name: `${title} ${receipt}`,
    definition: {
      content,
      defaultStyle: { fontSize: 10.5, lineHeight: 1.2 },
      language: htmlLang(language),
      info: { title, author: t('portal.name'), creator: t('portal.name') },
      displayTitle: true,
    },
    footer: { left: `${title} ${receipt}`, right: '{page} / {pages}' },
  }
}

function arithmetic({ snapshot: { assessment }, programme }: Copy, { t }: Ink): Content[] {
  if (!assessment || !('steps' in assessment)) return []
  const amount =
    assessment.outcome === 'determined'
      ? t('subsidies.estimate.about', { amount: yenText(assessment.amount, t) })
      : t('subsidies.estimate.undetermined', {
          least: yenText(assessment.least, t),
          most: yenText(assessment.most, t),
        })
  return [
    heading(t('applications.check.comes_to')),
    { text: amount, bold: true },
    { text: t('subsidies.estimate.only_estimate'), margin: [0, 0, 0, 4] },
    table(
      [t('subsidies.estimate.step'), t('subsidies.estimate.by'), t('subsidies.estimate.comes_to')],
      assessment.steps.map((step) => [
        `${step.work ? workName(programme, step.work) : ''} ${t(`subsidies.step.${step.kind}`)}`.trim(),
        byText(step, t) || '–',
        figureText(step.result, t),
      ]),
      ['*', 120, 130],
    ),
  ]
}

/** All papers in one table, whose title stands in its head: it is never left alone at the foot of a page. */
function documents({ snapshot }: Copy, { t }: Ink): Content[] {
  const title = t('applications.task.documents')
  if (snapshot.documents.length === 0) return [heading(title), { text: t('applications.check.no_documents') }]
  const shown = documentSteps.filter((step) => snapshot.documents.some((one) => one.step === step))
  const rows = shown.flatMap((step) =>
    snapshot.documents
      .filter((one) => one.step === step)
      .flatMap((one): TableCell[][] => {
        const name = `${t(`subsidies.document_step.${step}`)}: ${one.name}`
        if (one.files.length === 0)
          return [[name, `${t(`applications.check.document_${one.state}`)} ${one.note}`.trim(), '–']]
        return one.files.map((file) => [
          name,
          `${file.name} (${sizeText(file.size)})`,
          { text: (file.hash.match(/.{1,16}/g) ?? []).join(' '), fontSize: 7.5 },
        ])
      }),
  )
  const head = [
    t('applications.check.documents'),
    t('applications.check.files'),
    t('applications.paper.hash'),
  ].map((text): TableCell => ({ text, bold: true }))
  return [
    {
      table: {
        headerRows: 2,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: [150, '*', 150],
        body: [[{ text: title, bold: true, fontSize: 13, colSpan: 3 }, '', ''], head, ...rows],
      },
      layout: 'grid',
      margin: [0, 12, 0, 0],
    },
    { text: t('applications.paper.hash_text'), fontSize: 9, margin: [0, 4, 0, 0] },
  ]
}
