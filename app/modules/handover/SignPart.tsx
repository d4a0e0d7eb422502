/** 署名: 渡しました and 受け取りました, with what stands in the way and what is left. */

import { formatDay } from '~/platform/clock'
import { CheckboxField, CheckedForm, HiddenField, SubmitButton } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner } from '~/ui/parts'
import { useItemTitle } from './Checklist'
import type { PackShown } from './queries/pack.server'
import { isSettled, SIGN_DAYS } from './rules'

type Shown = Pick<
  PackShown,
  'pack' | 'items' | 'acts' | 'blocks' | 'unfinished' | 'money' | 'incoming' | 'signsFrom'
> & {
  here: string
  answer: unknown
}

export function SignPart(shown: Shown) {
  const { pack, acts, incoming } = shown
  const t = useT()
  if (pack.state === 'open' && acts.out)
    return (
      <>
        <h2 id="sign">{t('handover.sign.title')}</h2>
        <SignOut {...shown} />
      </>
    )
  if (pack.state === 'given' && acts.in && incoming)
    return (
      <>
        <h2 id="sign">{t('handover.sign.title')}</h2>
        <SignIn {...shown} />
      </>
    )
  return null
}

function SignOut({ pack, items, acts, blocks, money, signsFrom, here, answer }: Shown) {
  const t = useT()
  const language = useLanguage()
  const title = useItemTitle()
  const at = (key: string, params?: Record<string, string | number>) => t(`handover.sign.${key}`, params)
  const day = signsFrom ? formatDay(signsFrom, language) : ''
  const missing = items.filter((item) => !isSettled(item))
  return (
    <>
      {blocks.length > 0 && (
        <Banner tone="warning" title={at('blocked')}>
          <ul className="bullets">
            {blocks.map((block) => (
              <li key={block}>{at(`block.${block}`, { day, days: SIGN_DAYS })}</li>
            ))}
          </ul>
          {missing.length > 0 && (
            <details>
              <summary>
                {at('missing')} ({missing.length})
              </summary>
              <ul className="bullets">
                {missing.map((item) => (
                  <li key={item.key}>{title(item)}</li>
                ))}
              </ul>
            </details>
          )}
          {money && !money.sheet && <a href={`${here}/money`}>{t('handover.money.write')}</a>}
        </Banner>
      )}
      <p>{at('out_text')}</p>
      <Sign side="out" pack={pack} paper={acts.out === 'paper'} here={here} answer={answer} />
    </>
  )
}

function SignIn({ pack, items, acts, unfinished, money, here, answer }: Shown) {
  const t = useT()
  const title = useItemTitle()
  const at = (key: string) => t(`handover.sign.${key}`)
  const left = items.filter(({ key }) => unfinished.includes(key))
  return (
    <>
      <p>{at('in_text')}</p>
      {left.length > 0 ? (
        <ul className="bullets">
          {left.map((item) => (
            <li key={item.key}>{title(item)}</li>
          ))}
        </ul>
      ) : (
        <p>{at('in_nothing')}</p>
      )}
      {money && !money.auditedAt && <Banner tone="warning" title={at('in_money')} />}
      <Sign side="in" pack={pack} paper={acts.in === 'paper'} here={here} answer={answer} />
    </>
  )
}

function Sign(props: {
  side: 'out' | 'in'
  pack: { version: number }
  paper: boolean
  here: string
  answer: unknown
}) {
  const { side, pack, paper, here, answer } = props
  const t = useT()
  return (
    <CheckedForm answer={answer} action={here}>
      <HiddenField name="intent" value="sign" />
      <HiddenField name="side" value={side} />
      <HiddenField name="version" value={pack.version} />
      <CheckboxField name="agreed" label={t(`handover.sign.${paper ? `paper_${side}` : `${side}_agree`}`)} />
      <SubmitButton>{t(`handover.sign.${side}`)}</SubmitButton>
    </CheckedForm>
  )
}
