// A real SMTP server that keeps what it is sent.
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { Settings } from "./portal";

const PATIENCE_MS = 10_000;

export class Mail {
  constructor(
    readonly to: string[],
    readonly from: string,
    readonly subject: string,
    readonly text: string,
    readonly html: string,
  ) {}

  /** Addresses in the text, in their order. */
  get links(): string[] {
    return this.text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  }

  link(pattern: RegExp): string {
    const link = this.links.find((link) => pattern.test(link));
    if (!link) throw new Error(`no link like ${pattern} in "${this.subject}":\n${this.text}`);
    return link;
  }
}

export class Mailbox {
  readonly #server: SMTPServer;
  #mails: Mail[] = [];

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          const recipients = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
          this.#keep(recipients, Buffer.concat(chunks)).then(() => done(), done);
        });
      },
    });
  }

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await new Promise<void>((listening, failed) => {
      mailbox.#server.once("error", failed);
      mailbox.#server.listen(0, "127.0.0.1", listening);
    });
    return mailbox;
  }

  async #keep(recipients: string[], raw: Buffer) {
    const { from, subject, text, html } = await PostalMime.parse(raw);
    this.#mails.push(new Mail(recipients, from?.address ?? "", subject ?? "", text ?? "", html ?? ""));
  }

  /** How a portal sends to this mailbox. */
  settings(): Settings {
    const { port } = this.#server.server.address() as AddressInfo;
    return {
      PORTICO_MAIL_SMTP_HOST: "127.0.0.1",
      PORTICO_MAIL_SMTP_PORT: String(port),
      PORTICO_MAIL_ENCRYPTION: "none",
    };
  }

  /** Waits for the next mail to this address, takes it out of the box and returns it. */
  async receive(address: string, subject = /(?:)/): Promise<Mail> {
    const wanted = (mail: Mail) => mail.to.includes(address.toLowerCase()) && subject.test(mail.subject);
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(50)) {
      const mail = this.#mails.find(wanted);
      if (!mail) continue;
      this.#mails = this.#mails.filter((other) => other !== mail);
      return mail;
    }
    const others = this.#mails.map((mail) => `  ${mail.to.join(", ")}: ${mail.subject}`).join("\n");
    throw new Error(`no mail to ${address} with a subject like ${subject} came. In the box:\n${others || "  none"}`);
  }

  /** Mails to this address that no test has taken yet. */
  waiting(address: string): Mail[] {
    return this.#mails.filter((mail) => mail.to.includes(address.toLowerCase()));
  }

  async close() {
    await new Promise<void>((closed) => this.#server.close(() => closed()));
  }
}
