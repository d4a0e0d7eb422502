/** What the host does with a talk as a whole: announces it, says that it was held, cancels it, throws a draft away. */
import { CheckedForm, ErrorSummary, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner, ConfirmPost, PostButton } from '~/ui/parts'
import type { TalkState } from './rules'
import { verbForm } from './schema'

export function TalkVerbs(props: {
  talk: { id: number; state: TalkState; version: number }
  items: number
  begun: boolean
  answer: unknown
}) {
  const { talk, items, begun, answer } = props
  const t = useT()
  const at = (key: string) => t(`talks.verb.${key}`)
  const sent = answer && typeof answer === 'object' && 'errors' in answer ? answer : undefined
  const values = sent && 'values' in sent ? (sent.values as { verb?: string }) : {}
  const cancelled = values.verb === 'cancel'
  return (
    <>
      {sent && !cancelled && <ErrorSummary errors={sent.errors as Record<string, string[]>} />}
      {talk.state === 'draft' && (
        <>
          <Banner tone="info" title={at('is_draft')}>
            <p>{at(items === 0 ? 'needs_agenda' : 'ready')}</p>
          </Banner>
          <div className="actions">
            <ConfirmPost
              summary={at('announce')}
              label={at('announce_submit')}
              fields={{ intent: 'move', verb: 'announce', version: talk.version }}
              variant="primary"
            >
              <p>{at('announce_text')}</p>
            </ConfirmPost>
            <ConfirmPost
              summary={at('discard')}
              label={at('discard_submit')}
              fields={{ intent: 'discard', version: talk.version }}
            >
              <p>{at('discard_text')}</p>
            </ConfirmPost>
          </div>
        </>
      )}
      {talk.state === 'announced' && begun && (
        <Banner tone="info" title={at('hold_title')}>
          <p>{at('hold_text')}</p>
          <PostButton
            label={at('hold')}
            fields={{ intent: 'move', verb: 'hold', version: talk.version }}
            variant="primary"
          />
        </Banner>
      )}
      {talk.state === 'announced' && (
        <details className="confirm" open={cancelled || undefined}>
          <summary>{at('cancel')}</summary>
          <div className="confirm-text">
            <p>{at('cancel_text')}</p>
          </div>
          <CheckedForm schema={verbForm} answer={cancelled ? sent : undefined} id="cancel">
            <HiddenField name="intent" value="move" />
            <HiddenField name="verb" value="cancel" />
            <HiddenField name="version" value={talk.version} />
            <TextArea name="reason" label={at('reason')} support={at('reason_support')} rows={3} required />
            <SubmitButton variant="danger">{at('cancel_submit')}</SubmitButton>
          </CheckedForm>
        </details>
      )}
    </>
  )
}
