/** What of an application may be written in which state, and for which step it is made ready. Pure. */
import type { ApplicationState } from './procedure'
import { type DocumentStep, type LineStage, type Step, type Task, taskOfItem, tasks } from './tasks'

/** Which parts the association may write in a state; while it corrects, those that an open item names. */
export function openTasks(state: ApplicationState, openItems: readonly string[]): Task[] {
  switch (state) {
    case 'draft':
      return [...tasks]
    case 'correcting': {
      // Other works have other costs and questions.
      const named = openItems.includes('works') ? ['plan', 'questions', 'costs'] : []
      named.push(...openItems.map(taskOfItem))
      return tasks.filter((task) => named.includes(task))
    }
    case 'report_correcting':
      return openItems.some((item) => taskOfItem(item) === 'questions')
        ? ['questions', 'costs', 'documents']
        : ['costs', 'documents']
    case 'started':
      return ['costs', 'documents']
    case 'decided':
    case 'changing':
    case 'finalised':
      return ['documents']
    default:
      return []
  }
}

/** For which step of the association an application is being made ready; null: it lies with the city, or is over. */
export function nextStep(state: ApplicationState): Step | null {
  switch (state) {
    case 'draft':
    case 'correcting':
      return 'application'
    case 'decided':
      return 'start'
    case 'changing':
      return 'change'
    case 'started':
    case 'report_correcting':
      return 'report'
    case 'finalised':
      return 'claim'
    default:
      return null
  }
}

/** The stage of the cost lines that are written in a state; null: none. */
export function openStage(state: ApplicationState): LineStage | null {
  if (state === 'draft' || state === 'correcting') return 'estimate'
  return state === 'started' || state === 'report_correcting' ? 'actual' : null
}

/** The steps whose documents may be handed in in a state. */
export function openSteps(state: ApplicationState): DocumentStep[] {
  switch (state) {
    case 'draft':
    case 'correcting':
      return ['application', 'consultation']
    case 'decided':
      return ['start', 'change']
    case 'started':
      return ['start', 'change', 'report']
    case 'changing':
      return ['change']
    case 'report_correcting':
      return ['start', 'report']
    case 'finalised':
      return ['claim']
    default:
      return []
  }
}
