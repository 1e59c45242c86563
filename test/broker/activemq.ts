import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideBroker, type BrokerProgram } from '../../scripts/programs/programs.mjs';
import { eventually } from '../stage/eventually.js';
import { freePort } from '../stage/free-port.js';
import { Reaper } from '../stage/reaper.js';
import { ROOT } from '../stage/repository.js';
import { StageProcess } from '../stage/stage.process.js';
import { sendOverStomp } from './stomp-sender.js';

const CONSOLE = { user: 'console', password: 'console-secret' };
/** Small and quick to start; a broker for a test needs neither a large heap nor the second compiler. */
const MACHINE = ['-Xms32m', '-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const READY_WITHIN_MS = 60_000;

export interface BrokerUser {
  user: string;
  password: string;
}

/** Debian's ActiveMQ in a folder of its own, with STOMP over TLS and over TCP. Keeps nothing. */
export class ActiveMq {
  private constructor(
    readonly tlsPort: number,
    readonly port: number,
    private readonly folder: string,
    private readonly reaper: Reaper,
    private readonly program: BrokerProgram,
    private process: StageProcess,
  ) {}

  static async start(users: readonly BrokerUser[]): Promise<ActiveMq> {
    const program = await provideBroker();
    const folder = mkdtempSync(join(tmpdir(), 'jobgate-activemq-'));
    const reaper = new Reaper(folder);
    const [tlsPort, port] = [await freePort(), await freePort()];
    writeFileSync(join(folder, 'activemq.xml'), configuration(tlsPort, port, [...users, CONSOLE]));
    const broker = new ActiveMq(tlsPort, port, folder, reaper, program, launch(program, folder, reaper));
    await broker.ready();
    return broker;
  }

  /** Publishes as the console does. Resolves when the broker has taken everything. */
  send(topic: string, messages: readonly { headers: Record<string, string>; body?: string }[]): Promise<void> {
    return sendOverStomp(this.port, CONSOLE, topic, messages);
  }

  /** Stops it for good or, with SIGSTOP and SIGCONT, for a while: connections stay open, nothing is said. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.process.signal(signal);
  }

  async kill(): Promise<void> {
    await this.process.kill('SIGKILL');
  }

  async restart(): Promise<void> {
    this.process = launch(this.program, this.folder, this.reaper);
    await this.ready();
  }

  async close(): Promise<void> {
    await this.reaper.endAll();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    await eventually(async () => {
      for (const port of [this.tlsPort, this.port]) {
        const socket = connect(port, '127.0.0.1');
        await once(socket, 'connect');
        socket.destroy();
      }
    }, READY_WITHIN_MS);
  }
}

function launch({ java, jar, home }: BrokerProgram, folder: string, reaper: Reaper): StageProcess {
  const places = { 'activemq.home': home, 'activemq.base': folder, 'activemq.data': folder, 'java.io.tmpdir': folder };
  const properties = Object.entries(places).map(([name, value]) => `-D${name}=${value}`);
  const args = [...MACHINE, ...properties, '-jar', jar, 'start', `xbean:file:${join(folder, 'activemq.xml')}`];
  return new StageProcess({ name: 'activemq', command: java, args, reaper });
}

function configuration(tlsPort: number, port: number, users: readonly BrokerUser[]): string {
  const accounts = users.map(
    ({ user, password }) => `<authenticationUser username="${user}" password="${password}" groups="users"/>`,
  );
  return `<beans xmlns="http://www.springframework.org/schema/beans" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans.xsd
  http://activemq.apache.org/schema/core http://activemq.apache.org/schema/core/activemq-core.xsd">
  <broker xmlns="http://activemq.apache.org/schema/core" brokerName="hmc" persistent="false" useJmx="false"
    advisorySupport="false" schedulerSupport="false">
    <plugins><simpleAuthenticationPlugin><users>${accounts.join('')}</users></simpleAuthenticationPlugin></plugins>
    <sslContext>
      <sslContext keyStore="file:${ROOT}/test/fixtures/tls/self-signed.p12" keyStoreType="PKCS12" keyStorePassword="jobgate"/>
    </sslContext>
    <transportConnectors>
      <transportConnector name="tls" uri="stomp+ssl://127.0.0.1:${tlsPort}"/>
      <transportConnector name="tcp" uri="stomp://127.0.0.1:${port}"/>
    </transportConnectors>
  </broker>
</beans>
`;
}
