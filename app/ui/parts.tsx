/** The small parts that pages are made of. They know nothing of the domain. */
import type { ReactNode } from 'react'
import { useT } from './i18n'

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger'
export type Variant = 'primary' | 'secondary' | 'danger' | 'plain'

const buttonLook: Record<Variant, string> = {
  primary: 'button button-primary',
  secondary: 'button button-secondary',
  danger: 'button button-danger',
  plain: 'button button-plain',
}

export function Button(props: {
  children: ReactNode
  variant?: Variant
  type?: 'submit' | 'button'
  name?: string
  value?: string
  form?: string
  onClick?: () => void
}) {
  const { variant = 'primary', type = 'submit', ...rest } = props
  return <button type={type} className={buttonLook[variant]} {...rest} />
}

export function LinkButton(props: {
  href: string
  children: ReactNode
  variant?: Variant
  download?: boolean
}) {
  const { variant = 'secondary', ...rest } = props
  return <a className={buttonLook[variant]} {...rest} />
}

/** A form of one button: a write behind a click, also without JavaScript. */
export function PostButton(props: {
  action?: string
  label: string
  fields?: Record<string, string | number>
  variant?: Variant
}) {
  const { action, label, fields = {}, variant = 'secondary' } = props
  return (
    <form method="post" action={action} className="inline-form">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button variant={variant}>{label}</Button>
    </form>
  )
}

/** A write that deserves a second look: the words open first, the button stands inside. Works without a script. */
export function ConfirmPost(props: {
  summary: string
  /** Names the thing for those who hear only the button */
  label: string
  children?: ReactNode
  fields: Record<string, string | number>
  action?: string
  variant?: Variant
}) {
  const { summary, label, children, fields, action, variant = 'danger' } = props
  return (
    <details className="confirm">
      <summary>{summary}</summary>
      {children && <div className="confirm-text">{children}</div>}
      <form method="post" action={action}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button variant={variant}>{label}</Button>
      </form>
    </details>
  )
}

/** A short mark in words; the tone only repeats what the words say. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge badge-${tone}`}>{children}</span>
}

const bannerIcon: Record<Exclude<Tone, 'neutral'>, IconName> = {
  info: 'info',
  success: 'check',
  warning: 'warning',
  danger: 'warning',
}

export function Banner(props: {
  tone: Exclude<Tone, 'neutral'>
  title: string
  children?: ReactNode
  live?: boolean
}) {
  const { tone, title, children, live } = props
  return (
    <div className={`banner banner-${tone}`} role={live ? 'status' : undefined}>
      <p className="banner-title">
        <Icon name={bannerIcon[tone]} /> {title}
      </p>
      {children && <div className="banner-body">{children}</div>}
    </div>
  )
}

export function Card({ children, title, href }: { children?: ReactNode; title?: ReactNode; href?: string }) {
  return (
    <section className="card">
      {title && <h2 className="card-title">{href ? <a href={href}>{title}</a> : title}</h2>}
      {children}
    </section>
  )
}

/** Terms and what is said of them. Rows without content are left out. */
export function DataList({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="data-list">
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** A table that turns into cards on a narrow screen: each cell repeats its head. */
export function Table(props: {
  caption: string
  head: readonly string[]
  rows: readonly (readonly ReactNode[])[]
}) {
  const { caption, head, rows } = props
  return (
    <table className="table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {head.map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, index) => (
          <tr key={index}>
            {cells.map((cell, column) => (
              <td key={head[column]} data-label={head[column]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Pages of a list by key: only towards older and back to the first, as a key knows no numbers. */
export function Pager({ olderHref, firstHref }: { olderHref?: string; firstHref?: string }) {
  const t = useT()
  if (!olderHref && !firstHref) return null
  return (
    <nav className="pager" aria-label={t('portal.pager.label')}>
      {firstHref && <LinkButton href={firstHref}>{t('portal.pager.first')}</LinkButton>}
      {olderHref && <LinkButton href={olderHref}>{t('portal.pager.older')}</LinkButton>}
    </nav>
  )
}

export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="visually-hidden">{children}</span>
}

/** Line icons, 24 × 24, drawn in the current colour; always beside words, so hidden from a screen reader. */
const icons = {
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 8v6m0-9.5v.5',
  check: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-4 9 3 3 5.5-6',
  warning: 'M12 3.5 2.5 20.5h19L12 3.5Zm0 6v5.5m0 2v.5',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15l1.5-2ZM10 21h4',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6.5 9c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6m0-9a3 3 0 1 0-1-5.8M17 14.4c2.7.5 4.5 2.6 4.5 5.6',
  calendar: 'M4 6h16v14H4V6Zm0 4.5h16M8 3.5V8m8-4.5V8',
  place:
    'M12 21.5s7-6.4 7-11.8A7 7 0 0 0 5 9.7c0 5.4 7 11.8 7 11.8Zm0-9.3a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Z',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.8 11.3L21 21',
  print: 'M7 8V3.5h10V8M7 17H4V8.5h16V17h-3M7 14h10v6.5H7V14Z',
  file: 'M6 3h8l4.5 4.5V21H6V3Zm8 0v5h4.5',
  feed: 'M5 11a8 8 0 0 1 8 8M5 5a14 14 0 0 1 14 14M6 17.5a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z',
  pencil: 'm4 20 .8-4L16.5 4.3l3.2 3.2L8 19.2 4 20Z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 9c0-4 3.6-7 8-7s8 3 8 7',
  lock: 'M6 11h12v9.5H6V11Zm2.5 0V7.5a3.5 3.5 0 0 1 7 0V11',
  globe: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 0c5 5 5 13 0 18-5-5-5-13 0-18ZM3.5 9h17M3.5 15h17',
  heart:
    'M12 20.5S3.5 15.4 3.5 9.2A4.7 4.7 0 0 1 12 6.5a4.7 4.7 0 0 1 8.5 2.7c0 6.2-8.5 11.3-8.5 11.3Zm-5-9.3h3l1.6-2.7 2.2 5 1.2-2.3h2.5',
  speech: 'M4 5h16v11h-9l-5 4.5V16H4V5Zm4 4h8m-8 3h5',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4.5V12l3.5 2',
} as const
export type IconName = keyof typeof icons

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={icons[name]} />
    </svg>
  )
}
