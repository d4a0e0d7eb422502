/** The estimate on paper and as dates for a calendar program. */
import type { Content, TableCell } from 'pdfmake/interfaces'
import { addDays, dayOf, formatDay, formatFiscalYear, now } from '~/platform/clock'
import type { Language, Translate } from '~/platform/i18n'
import { calendarText, textValue, utc } from '~/platform/ical'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf.server'
import { factLabel } from './describe'
import { milestoneWhen } from './Estimate'
import type { Estimate } from './estimate.server'
import { openPointsFor, questionsOf } from './rules'
import { documentSteps } from './schema'
import { assumptionText, byText, doNotSignText, figureText, reasonText, yenText } from './words'

type Ink = { t: Translate; language: Language }

const heading = (text: string): Content => ({ text, bold: true, fontSize: 13, margin: [0, 12, 0, 4] })
const table = (head: string[], rows: string[][], widths: (string | number)[]): Content => ({
  table: {
    headerRows: 1,
    widths,
    body: [head.map((text): TableCell => ({ text, bold: true })), ...rows],
    dontBreakRows: true,
  },
  layout: 'grid',
})

/** One or two A4 pages: the answer in large type, what was entered, the arithmetic, the dates, the documents. */
export function estimatePaper(
  of: Estimate,
  { t, language }: Ink,
): { definition: PdfDefinition; footer: PdfFooter } {
  const { programme, assessment, works, year } = of
  const nameOf = (work: string | null) => programme.works.find(({ key }) => key === work)?.name ?? ''
  const entered = [
    ...works.map((work) => [
      t('subsidies.estimate.cost_of', { work: nameOf(work) }),
      yenText(of.costs[work] ?? 0, t),
    ]),
    ...questionsOf(programme, works).map((asked) => [
      factLabel(asked, t),
      said(of.facts[asked.key], asked.key, of, t),
    ]),
  ]
  const sign = doNotSignText(programme, t)
  const content: Content[] = [
    { text: t('subsidies.estimate.result_title'), bold: true, fontSize: 20, lineHeight: 1 },
    {
      text: `${programme.municipality} ${programme.name} ${formatFiscalYear(year, language)}`,
      margin: [0, 4, 0, 8],
    },
    { text: headline(of, t), bold: true, fontSize: 16, margin: [0, 6, 0, 2] },
    { text: t('subsidies.estimate.only_estimate') },
    ...(of.settled
      ? []
      : [
          {
            text: t('subsidies.estimate.not_settled', { year: formatFiscalYear(year, language) }),
            bold: true,
          },
        ]),
    ...('reasons' in assessment ? [{ ul: assessment.reasons.map((reason) => reasonText(reason, t)) }] : []),
    ...notes(of, t),
    heading(t('subsidies.estimate.answers')),
    table([t('subsidies.estimate.what'), ''], entered, ['*', 150]),
  ]
  if ('steps' in assessment && assessment.steps.length > 0)
    content.push(
      heading(
        t(
          assessment.outcome === 'undetermined'
            ? 'subsidies.estimate.steps_most'
            : 'subsidies.estimate.steps',
        ),
      ),
      table(
        [t('subsidies.estimate.step'), t('subsidies.estimate.by'), t('subsidies.estimate.comes_to')],
        assessment.steps.map((step) => [
          `${nameOf(step.work)} ${t(`subsidies.step.${step.kind}`)}`.trim(),
          byText(step, t) || '–',
          figureText(step.result, t),
        ]),
        ['*', 120, 130],
      ),
    )
  content.push(
    heading(t('subsidies.estimate.calendar', { year: formatFiscalYear(year, language) })),
    ...(sign
      ? [
          {
            text: `${t('subsidies.estimate.do_not_sign')} ${sign}`,
            bold: true,
            margin: [0, 0, 0, 4],
          } as Content,
        ]
      : []),
    table(
      [t('subsidies.estimate.what'), t('subsidies.estimate.when')],
      of.milestones.map((milestone) => [
        t(`subsidies.milestone.${milestone.kind}`),
        milestoneWhen(milestone, t, language),
      ]),
      ['*', 280],
    ),
  )
  const steps = documentSteps.filter((step) => programme.documents.some((one) => one.step === step))
  if (steps.length > 0)
    content.push(
      heading(t('subsidies.programme.documents')),
      ...steps.map(
        (step): Content => ({
          text: `${t(`subsidies.document_step.${step}`)}: ${programme.documents
            .filter((one) => one.step === step)
            .map(({ name, needed }) => name + (needed ? t('subsidies.programme.if_needed') : ''))
            .join('、')}`,
        }),
      ),
    )
  const { ofWorks, general } = openPointsFor(programme, works)
  if (ofWorks.length + general.length > 0)
    content.push(
      heading(t('subsidies.programme.open_points')),
      { ul: [...ofWorks, ...general] },
      { text: t('subsidies.programme.ask_city') },
    )
  return {
    definition: { content, defaultStyle: { fontSize: 10.5, lineHeight: 1.2 } },
    footer: { left: t('subsidies.estimate.only_estimate'), right: '{page} / {pages}' },
  }
}

/** What was taken as so, what is still to be answered, and which works are not supported. */
function notes({ programme, assessment }: Estimate, t: Translate): Content[] {
  const nameOf = (work: string) => programme.works.find(({ key }) => key === work)?.name ?? ''
  const lines: [string, string[]][] = []
  if (assessment.outcome === 'incomplete')
    lines.push([
      t('subsidies.estimate.incomplete'),
      assessment.missing.map((key) =>
        factLabel({ key, label: programme.facts.find((own) => own.key === key)?.label ?? null }, t),
      ),
    ])
  if ('refused' in assessment)
    for (const { work, reasons } of assessment.refused)
      lines.push([
        t('subsidies.estimate.work_refused', { work: nameOf(work) }),
        reasons.map((reason) => reasonText(reason, t)),
      ])
  if ('assumptions' in assessment && assessment.assumptions.length > 0)
    lines.push([
      t('subsidies.estimate.assumptions'),
      assessment.assumptions.map((assumption) => assumptionText(assumption, t)),
    ])
  return lines.flatMap(([title, items]) => [heading(title), { ul: items }])
}

function headline({ assessment }: Estimate, t: Translate): string {
  switch (assessment.outcome) {
    case 'determined':
      return t('subsidies.estimate.about', { amount: yenText(assessment.amount, t) })
    case 'undetermined':
      return t('subsidies.estimate.undetermined', {
        least: yenText(assessment.least, t),
        most: yenText(assessment.most, t),
      })
    case 'ineligible':
      return t('subsidies.estimate.ineligible')
    case 'incomplete':
      return t('subsidies.estimate.incomplete')
  }
}

function said(
  value: string | number | boolean | undefined,
  fact: string,
  of: Estimate,
  t: Translate,
): string {
  if (value === undefined) return t('subsidies.estimate.not_known')
  if (typeof value === 'boolean') return t(value ? 'subsidies.estimate.yes' : 'subsidies.estimate.no')
  const asked = questionsOf(of.programme, of.works).find(({ key }) => key === fact)
  if (asked?.kind === 'yen') return yenText(Number(value), t)
  if (asked?.kind === 'choice')
    return (
      asked.options.find((option) => option.value === value)?.label ?? t(`subsidies.fact.${fact}_${value}`)
    )
  return String(value)
}

/** The dates that are known, each as a whole day; a span at its beginning and its end. */
export function estimateCalendar(of: Estimate, origin: string, { t, language }: Ink): string {
  const stamp = utc(now())
  const sign = doNotSignText(of.programme, t)
  // What is over is no date to be reminded of.
  const today = dayOf(now())
  const entries = of.milestones.flatMap(({ kind, from, until }) =>
    [from, until]
      .filter((day): day is string => day !== null && day >= today)
      .map((day) => [
        'BEGIN:VEVENT',
        `UID:${of.programme.key}-${of.year}-${kind}-${day}@${new URL(origin).host}`,
        `DTSTAMP:${stamp}`,
        `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
        `DTEND;VALUE=DATE:${addDays(day, 1).replaceAll('-', '')}`,
        `SUMMARY:${textValue(`${of.programme.name}: ${t(`subsidies.milestone.${kind}`)}`)}`,
        `DESCRIPTION:${textValue(
          `${milestoneWhen({ kind, from, until }, t, language)}${
            sign
              ? `
${t('subsidies.estimate.do_not_sign')} ${sign}`
              : ''
          }`,
        )}`,
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        `DESCRIPTION:${textValue(t(`subsidies.milestone.${kind}`))}`,
        'TRIGGER:-P7D',
        'END:VALARM',
        'END:VEVENT',
      ]),
  )
  return calendarText('subsidies', null, entries)
}

/** The day of the paper, for its name. */
export const paperName = (of: Estimate, { t, language }: Ink) =>
  `${t('subsidies.estimate.title')} ${formatDay(dayOf(now()), language)} ${of.programme.municipality}`
