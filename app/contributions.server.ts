/** What can be reported and hidden, put together from the modules to which it belongs. */
import { matterKeeper } from '~/modules/exchange/commands/contribution.server'
import type { Keepers } from '~/modules/moderation/commands/keepers.server'
import { talkQuestionKeeper } from '~/modules/talks/commands/contribution.server'

export const keepers: Keepers = { matter: matterKeeper, talk_question: talkQuestionKeeper }
