/** What happened to one invented application, from its path through the table of moves. No database. */
import {
  type ApplicationState,
  assessKnown,
  type Known,
  mostOf,
  moves,
  type Party,
  turnOf,
  type Verb,
} from '../../app/modules/applications/rules'
import type { Programme } from '../../app/modules/subsidies/schema'
import {
  addDays,
  type Day,
  daysBetween,
  dayToDate,
  formatEraDay,
  formatFiscalYear,
} from '../../app/platform/clock'
import type { Random } from './random'
import { CONDITIONS, documentsOf, entriesOf, paths, REASONS } from './subsidy-paths'

const PAYEES = ['(架空)淀川建築事務所', '(架空)緑工務店', '(架空)青葉建設', '(架空)天野川設計']

type Project = { work: string; title: string; purpose: string; lines: [string, number, boolean][] }

/** What an association would do to its hall, with costs in yen by its area. */
function projectOf(hall: { wood: boolean; area: number }, random: Random): Project {
  const thousand = (yen: number) => Math.round(yen / 1000) * 1000
  const [design, perArea] = hall.wood ? [180_000, 14_000] : [420_000, 26_000]
  if (random.chance(0.35)) {
    const survey = thousand((hall.wood ? 90_000 : 380_000) + hall.area * random.between(500, 1500))
    return {
      work: 'seismicDiagnosis',
      title: '会館の耐震診断',
      purpose: '昭和56年より前に建てた会館なので、地震に耐えられるかを調べます。結果は総会で報告します。',
      lines: [['耐震診断一式', survey, true]],
    }
  }
  return {
    work: 'seismicRetrofit',
    title: '会館の耐震改修',
    purpose:
      '耐震診断で「倒壊する可能性がある」とされました。災害のときに集まれる場所にするため、壁と床を補強します。',
    lines: [
      ['耐震補強工事', thousand(hall.area * perArea * (0.8 + random.next() * 0.6)), true],
      ['補強計画の設計', thousand(design * (0.8 + random.next() * 0.4)), true],
      ...(random.chance(0.5)
        ? ([['畳の入替え', thousand(120_000 + random.next() * 90_000), false]] as [string, number, boolean][])
        : []),
    ],
  }
}

/** Days from one step to the next. */
const PACE = { least: 6, most: 24 }

export type Told = ReturnType<typeof story>

/** The life of one application until its state; every date is past, and none falls outside its fiscal year's rules. */
export function story(of: {
  state: ApplicationState
  /** 年度 */
  year: number
  today: Day
  hall: { structure: string | null; floorArea: number | null }
  programme: Programme
  budgetId: number
  random: Random
}) {
  const { state, year, today, programme, budgetId, random } = of
  const wood = of.hall.structure === 'wood'
  const project = projectOf({ wood, area: of.hall.floorArea ?? 110 }, random)
  const path = paths[state]
  const events = datedEvents(path, year, today, random)
  const on = (verb: Verb): Day | null => events.find((event) => event.verb === verb)?.on ?? null
  const [submittedOn, decidedOn, startedOn, reportedOn] = [
    on('submit'),
    on('decide'),
    on('report_start'),
    on('report'),
  ]
  const later = (a: Day | null, b: Day | null) => (a && b ? (a > b ? a : b) : null)
  const contractOn = later(startedOn && addDays(startedOn, -3), decidedOn)
  const completedOn = later(reportedOn && addDays(reportedOn, -4), startedOn)
  const facts = {
    structure: wood ? 'wood' : 'other',
    oldStandard: true,
    otherMoney: 0,
    ...(project.work === 'seismicRetrofit' ? { includesSeismic: true } : {}),
  }
  const payee = random.pick(PAYEES)
  const lineOf = (stage: 'estimate' | 'actual', share: number) =>
    project.lines.map(([label, amount, eligible], position) => ({
      stage,
      work: project.work,
      label,
      amount: Math.round((amount * share) / 1000) * 1000,
      eligible,
      payee,
      position,
    }))
  const estimate = lineOf('estimate', 1)
  const actual = reportedOn ? lineOf('actual', 0.94 + random.next() * 0.08) : []
  const known = (lines: Known['lines']): Known => ({
    year,
    works: [project.work],
    facts,
    lines,
    appliedOn: submittedOn ?? today,
    decidedOn,
    contractOn: decidedOn ? contractOn : null,
  })
  const assessment = assessKnown(programme, known(estimate))
  const amount = Math.floor(mostOf(assessment) / 1000) * 1000
  const again = reportedOn ? Math.floor(mostOf(assessKnown(programme, known(actual))) / 1000) * 1000 : amount
  const final = Math.min(amount, again)
  const finalOn = on('finalise')
  const paidOn = on('pay')
  const ordered = path.includes('order_repayment')
  const repaid = path.includes('settle_repayment')
  const last = events.at(-1)?.on ?? addDays(today, -random.between(3, 20))
  const hoped = addDays(decidedOn ?? submittedOn ?? last, 30)
  const plannedStart = hoped < `${year + 1}-02-20` ? hoped : `${year + 1}-02-20`
  const turn = turnOf(state)
  const due = turn === 'association' && ['correcting', 'report_correcting', 'repaying'].includes(state)

  const proposal = (
    kind: 'decision' | 'refusal' | 'final' | 'cancellation',
    proposed: Verb,
    answered: Verb,
    sum: number | null,
  ) => {
    const day = on(proposed)
    const reason =
      REASONS[proposed] ??
      (kind === 'decision' && amount < mostOf(assessment) ? '千円未満は切り捨てました。' : '')
    return day
      ? [
          {
            kind,
            on: day,
            decidedOn: on(answered),
            amount: sum,
            reason,
            steps: kind === 'decision' ? assessment : undefined,
          },
        ]
      : []
  }
  const change = on('request_change')
  const asked = on('ask_correction')
  const askedAgain = on('ask_report_correction')
  const item = (document: string | null, text: string, day: Day) => ({
    round: 1,
    document,
    text,
    dueOn: dayToDate(addDays(day, 14)),
    createdAt: instant(day, 10),
  })
  return {
    submittedOn,
    events: events.map((event) => ({
      ...event,
      reason: REASONS[event.verb] ?? '',
      amount: event.verb === 'finalise' ? final : event.verb === 'order_repayment' ? final : null,
    })),
    words: {
      programme: programme.name,
      title: project.title,
      works: programme.works.find(({ key }) => key === project.work)?.name ?? '',
      year: formatFiscalYear(year, 'ja'),
      submitted_on: submittedOn ? formatEraDay(submittedOn) : '',
      amount: `${amount.toLocaleString('ja-JP')}円`,
      amount_before: `${amount.toLocaleString('ja-JP')}円`,
      decided_on: decidedOn ? formatEraDay(decidedOn) : '',
      conditions: CONDITIONS.map((text, i) => `${i + 1} ${text}`).join('\n'),
      complete_by: formatEraDay(`${year + 1}-03-20`),
      disposal_until: '',
    },
    row: {
      year,
      state,
      stateBefore: state === 'changing' || state === 'cancelling' ? ('started' as const) : null,
      title: project.title,
      purpose: project.purpose,
      works: [project.work],
      facts,
      plannedStart: dayToDate(plannedStart),
      plannedEnd: dayToDate(`${year + 1}-03-20`),
      contractOn: contractOn && dayToDate(contractOn),
      startedOn: startedOn && dayToDate(startedOn),
      completedOn: completedOn && dayToDate(completedOn),
      dueOn: due ? dayToDate(addDays(last, 14)) : null,
      conditions: decidedOn ? CONDITIONS : [],
      decidedAmount: decidedOn ? amount : null,
      decidedOn: decidedOn && dayToDate(decidedOn),
      finalAmount: finalOn ? final : null,
      finalOn: finalOn && dayToDate(finalOn),
      paidAmount: paidOn ? final : 0,
      paidOn: paidOn && dayToDate(paidOn),
      orderedAmount: ordered ? final : null,
      repayBy: ordered ? dayToDate(addDays(last, 30)) : null,
      repaidAmount: repaid ? final : 0,
      budgetId: submittedOn ? budgetId : null,
      submittedAt: submittedOn ? instant(submittedOn, 10) : null,
      closedAt: turn === 'nobody' ? instant(last, 10) : null,
      createdAt: instant(addDays(events[0]?.on ?? last, -12), 20),
      updatedAt: instant(last, 10),
    },
    lines: [...estimate, ...actual],
    documents: documentsOf(programme, path, project.work === 'seismicRetrofit'),
    corrections: [
      ...(asked
        ? [
            item('見積書', '見積書がもう1社分必要です。2社から取って出してください。', asked),
            item(null, '総会で議決した日と、出席した人の数を書き足してください。', asked),
          ]
        : []),
      ...(askedAgain
        ? [item('領収書の写し', '領収書の宛名を、団体の名前に書き直してもらってください。', askedAgain)]
        : []),
    ],
    proposals: [
      ...proposal('decision', 'propose_decision', 'decide', amount),
      ...proposal('refusal', 'propose_refusal', 'refuse', null),
      ...proposal('final', 'propose_final', 'finalise', final),
      ...proposal('cancellation', 'propose_cancellation', 'cancel', paidOn ? final : null),
    ],
    changes: change
      ? [
          {
            kind: state === 'stopped' ? ('stop' as const) : ('change' as const),
            reason: state === 'stopped' ? (REASONS.approve_stop ?? '') : (REASONS.request_change ?? ''),
            costs:
              state === 'stopped'
                ? undefined
                : { [project.work]: Math.round((estimate[0]?.amount ?? 0) * 1.15) },
            createdAt: instant(change, 10),
            approved: state === 'stopped' ? true : null,
            decidedAt: state === 'stopped' ? instant(last, 10) : null,
          },
        ]
      : [],
    notes: on('propose_decision')
      ? [
          {
            text: '現地を見ました。建物は申請書のとおりで、工事はまだ始まっていません。',
            siteVisitOn: dayToDate(addDays(on('propose_decision') ?? last, -2)),
            createdAt: instant(addDays(on('propose_decision') ?? last, -2), 15),
          },
        ]
      : [],
    entries: entriesOf(events, { amount, final, budgetId }),
  }
}

const instant = (day: Day, hour: number): Date =>
  new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+09:00`)

/** The moves with their days: spread over the time that there was, the last some days ago. */
function datedEvents(path: readonly Verb[], year: number, today: Day, random: Random) {
  // What was never granted ends in autumn; what was is paid within the closing of the accounts.
  const latest = `${path.includes('decide') ? `${year + 1}-04-20` : `${year}-11-10`}`
  const end = addDays(today < latest ? today : latest, -random.between(2, 12))
  const room = Math.max(path.length, daysBetween(`${year}-04-12`, end))
  const pace = Math.min(PACE.most, Math.floor(room / Math.max(1, path.length)))
  let day = addDays(end, -pace * Math.max(0, path.length - 1))
  let state: ApplicationState = 'draft'
  let before: ApplicationState = 'draft'
  return path.map((verb, i) => {
    if (i > 0) day = addDays(day, Math.max(1, Math.min(pace, PACE.least + random.between(0, pace))))
    const move = moves.find((one) => one.verb === verb && (one.from as readonly string[]).includes(state))
    if (!move) throw new Error(`No ${verb} from ${state}`)
    const from: ApplicationState = state
    const to: ApplicationState = move.to === 'same' ? state : move.to === 'before' ? before : move.to
    before = from
    state = to
    return { verb, from, to, on: day, party: partyOf(move.by) }
  })
}

function partyOf(by: readonly Party[]): 'president' | 'reviewer' | 'approver' {
  return by.includes('president') ? 'president' : by.includes('approver') ? 'approver' : 'reviewer'
}
