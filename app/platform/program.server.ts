/** A helping program beside the portal: work that needs much memory for a short time, and gives it back. */
import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { TooMany } from './errors'

/** What is sent to the program, and what it answers. */
export type ProgramOrder<O> = { id: number; order: O }
export type ProgramAnswer<R> = { id: number; result: R } | { id: number; error: string }

type Waiting<R> = { resolve(result: R): void; reject(error: Error): void }

type ProgramOptions = {
  /** Path of its source from the root of the portal */
  file: string
  /** Largest heap, in MB */
  heap: number
  /** It ends when it has had nothing to do for so long, in ms. */
  idle: number
  /** An order that takes longer is given up, in ms. */
  longest: number
  /** Orders that wait at the same time; more are refused. */
  maxWaiting: number
}

/** One helping program: started with the first order, ended when it has nothing to do. */
export class Program<O, R> {
  #program: ChildProcess | undefined
  #idle: NodeJS.Timeout | undefined
  #lastId = 0
  readonly #waiting = new Map<number, Waiting<R>>()

  constructor(private readonly options: ProgramOptions) {}

  /** @throws TooMany when too many wait already; Error when the order failed or took too long */
  async ask(order: O): Promise<R> {
    if (this.#waiting.size >= this.options.maxWaiting) throw new TooMany(10)
    clearTimeout(this.#idle)
    const program = this.#running()
    const id = ++this.#lastId
    let late: NodeJS.Timeout | undefined
    try {
      return await new Promise<R>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject })
        const error = new Error(`${this.options.file} took too long`)
        late = setTimeout(() => this.#giveUp(program, error), this.options.longest)
        program.send({ id, order } satisfies ProgramOrder<O>, (problem) => problem && reject(problem))
      })
    } finally {
      clearTimeout(late)
      this.#waiting.delete(id)
      if (this.#waiting.size === 0) {
        this.#idle = setTimeout(() => this.end(), this.options.idle)
        this.#idle.unref()
      }
    }
  }

  /** Ends the program, if it runs. */
  end(): void {
    clearTimeout(this.#idle)
    const program = this.#program
    this.#program = undefined
    program?.kill()
  }

  #running(): ChildProcess {
    if (this.#program) return this.#program
    // The portal always runs in its own folder, built or not. The secrets in its environment are nobody else's.
    const { PATH, HOME, TMPDIR } = process.env
    const program = fork(path.resolve(this.options.file), {
      execArgv: ['--import', 'tsx', `--max-old-space-size=${this.options.heap}`],
      serialization: 'advanced',
      env: { PATH, HOME, TMPDIR, NODE_ENV: process.env.NODE_ENV },
    })
    // It never keeps the portal from ending, and ends with it.
    program.unref()
    program.channel?.unref()
    program.on('message', (answer: ProgramAnswer<R>) => {
      const order = this.#waiting.get(answer.id)
      if ('result' in answer) order?.resolve(answer.result)
      else order?.reject(new Error(answer.error))
    })
    program.on('error', (error) => this.#giveUp(program, error))
    program.on('exit', () => this.#giveUp(program, new Error(`${this.options.file} has ended`)))
    this.#program = program
    return program
  }

  /** Ends a program that has failed; the next order starts another. */
  #giveUp(program: ChildProcess, error: Error) {
    if (this.#program !== program) return
    this.#program = undefined
    for (const order of this.#waiting.values()) order.reject(error)
    program.kill('SIGKILL')
  }
}
