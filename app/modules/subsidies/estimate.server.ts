/** 概算: reading its address, working it out, and its papers. */
import { dayOf, fiscalYear, isDay, now } from '~/platform/clock'
import { Invalid, NotFound } from '~/platform/errors'
import { type FormFields, fieldErrors, firstValue } from '~/platform/forms'
import { type PublishedProgramme, programmeFor, programmesOf } from './queries/programmes.server'
import { type Assessment, assess, calendarOf, type Milestone, yearToPlan } from './rules'
import { answersOf, type EstimateAnswers, estimateForm, factField, type Programme, worksIn } from './schema'

export type Estimate = EstimateAnswers & {
  programme: Programme
  own: boolean
  works: string[]
  /** 年度 */
  year: number
  /** Whether a version holds in that year; else it was worked out with the present one */
  settled: boolean
  assessment: Assessment
  milestones: Milestone[]
}

/** The scheme that is named, or null; schemes of the present fiscal year to choose from, own ones first. */
export async function chosen(fields: FormFields): Promise<{
  year: number
  programmes: PublishedProgramme[]
  programme: Programme | null
  works: string[]
}> {
  const year = fiscalYear(dayOf(now()))
  const programmes = await programmesOf(year)
  const named = firstValue(fields, 'programme')
  const own = programmes.filter((one) => one.own)
  const programme = programmes.find(({ key }) => key === named) ?? (own.length === 1 ? own[0] : undefined)
  const definition = programme ? (await planned(programme.definition, fields)).programme : null
  return { year, programmes, programme: definition, works: definition ? worksIn(definition, fields) : [] }
}

/**
 * The year that an estimate is about, and the rules that hold in it: the day of the application says which, when it is
 * told; else it is the next that can still be planned. Where no rules of that year are known, the present ones stand in.
 */
async function planned(present: Programme, fields: FormFields) {
  const appliedOn = firstValue(fields, factField('appliedOn')) ?? ''
  const today = dayOf(now())
  const year = isDay(appliedOn) ? fiscalYear(appliedOn) : yearToPlan(present, today)
  try {
    const { definition } = await programmeFor(present.key, year)
    return { programme: definition, year, settled: true }
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    return { programme: present, year, settled: false }
  }
}

/**
 * Works out an estimate from its answers.
 * @throws NotFound when there is no such scheme this year; Invalid with what is wrong, field by field
 */
export async function estimateFrom(fields: FormFields): Promise<Estimate> {
  const present = await programmeFor(firstValue(fields, 'programme') ?? '', fiscalYear(dayOf(now())))
  const { programme, year, settled } = await planned(present.definition, fields)
  const works = worksIn(programme, fields)
  if (works.length === 0) throw new Invalid({ work: ['form.choose'] })
  const read = estimateForm(programme, works).safeParse(fields)
  if (!read.success) throw new Invalid(fieldErrors(read.error))
  const answers = answersOf(programme, works, read.data)
  return {
    ...answers,
    programme,
    own: present.own,
    works,
    year,
    settled,
    assessment: assess(programme, { costs: answers.costs, facts: { fiscalYear: year, ...answers.facts } }),
    milestones: calendarOf(programme, year),
  }
}
