/** 概算: reading its address, working it out, and its papers. */
import { dayOf, fiscalYear, now } from '~/platform/clock'
import { Invalid } from '~/platform/errors'
import { type FormFields, fieldErrors, firstValue } from '~/platform/forms'
import { type PublishedProgramme, programmeFor, programmesOf } from './queries/programmes.server'
import { type Assessment, assess, calendarOf, type Milestone, yearToPlan } from './rules'
import { answersOf, type EstimateAnswers, estimateForm, type Programme, worksIn } from './schema'

export type Estimate = EstimateAnswers & {
  programme: Programme
  own: boolean
  works: string[]
  /** 年度 */
  year: number
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
  const definition = programme?.definition ?? null
  return { year, programmes, programme: definition, works: definition ? worksIn(definition, fields) : [] }
}

/**
 * Works out an estimate from its answers.
 * @throws NotFound when there is no such scheme this year; Invalid with what is wrong, field by field
 */
export async function estimateFrom(fields: FormFields): Promise<Estimate> {
  const year = fiscalYear(dayOf(now()))
  const { definition: programme, own } = await programmeFor(firstValue(fields, 'programme') ?? '', year)
  const works = worksIn(programme, fields)
  if (works.length === 0) throw new Invalid({ work: ['form.choose'] })
  const read = estimateForm(programme, works).safeParse(fields)
  if (!read.success) throw new Invalid(fieldErrors(read.error))
  const answers = answersOf(programme, works, read.data)
  const { appliedOn } = answers.facts
  // The year in question is that of the application, when its day is told; else the next that can still be planned.
  const planned = appliedOn ? fiscalYear(String(appliedOn)) : yearToPlan(programme, dayOf(now()))
  return {
    ...answers,
    programme,
    own,
    works,
    year: planned,
    assessment: assess(programme, { costs: answers.costs, facts: { fiscalYear: planned, ...answers.facts } }),
    milestones: calendarOf(programme, planned),
  }
}
