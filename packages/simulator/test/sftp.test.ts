import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, SimulatorError, type SimulatorOptions } from '@alipay-intl/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeKeyPair } from '../src/sftp/make-key-pair.ts';
import { payV1, playDayInV1, startAt, thursdayMs } from './support/scripted-day.ts';
import { connect, type SftpConnection, utils } from './support/sftp-client.ts';

const tree = '/v1/settlements/1022188000000000000';
const items = `${tree}/20261119/transactionItems_20261119_000.csv`;

it('makes a key again that ssh2 cannot read itself, as it makes one in two hundred', () => {
  const [good, other] = [makeKeyPair(utils), makeKeyPair(utils)];
  const damaged = { ...other, private: other.private.replace('OPENSSH PRIVATE', 'OPENSSH DAMAGED') };
  const made = [damaged, good];
  const generateKeyPairSync = (() => made.shift()) as unknown as typeof utils.generateKeyPairSync;
  expect(makeKeyPair({ generateKeyPairSync, parseKey: utils.parseKey })).toBe(good);
  expect(made).toEqual([]);
});

async function served(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startAt(thursdayMs, { sftp: true, ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

async function session(
  simulator: Simulator,
  changes: Parameters<typeof connect>[1] = {},
): Promise<SftpConnection> {
  const connection = await connect(simulator.sftp!, changes);
  onTestFinished(() => connection.close());
  return connection;
}

const written = (simulator: Simulator, path = items) => Buffer.from(simulator.control.statementFile(path)!);

describe('the SFTP server', () => {
  it('takes the way of the example: pay, next day half past ten, connect, list, read, compare', async () => {
    const simulator = await served({ statements: { families: ['B3'] } });
    await playDayInV1(simulator);
    await simulator.control.advance(Date.parse('2026-11-20T10:30:00+08:00') - thursdayMs);
    const connection = await session(simulator);
    expect(connection.fingerprint).toBe(simulator.sftp?.fingerprint);
    const [book] = simulator.control.books('2026-11-19')!.files;
    const directory = book!.path.slice(0, book!.path.lastIndexOf('/'));
    const [entry, ...others] = await connection.list(directory);
    expect(others).toEqual([]);
    expect(`${directory}/${entry?.filename}`).toBe(book!.path);
    expect(entry?.longname).toMatch(/^-r--r--r-- 1 alipay alipay \d+ 20 Nov 2026 transactionItems/);
    expect(entry?.attrs.mtime).toBe(Date.parse('2026-11-20T09:20:00+08:00') / 1000);
    const lines = (await connection.read(book!.path)).toString('utf8').split('\n');
    expect(entry?.attrs.size).toBe(Buffer.byteLength(lines.join('\n')));
    const ids = lines.slice(1, -2).map((line) => line.split(',').slice(7, 9));
    expect(ids).toEqual(book!.entries.map(({ ownId, providerId }) => [providerId, ownId]));
  });

  it('shows directories, and says what is not there', async () => {
    const simulator = await served({ statements: { families: ['A1', 'B2'] } });
    const connection = await session(simulator);
    const names = async (path: string) =>
      (await connection.list(path)).map(({ filename }) => filename).toSorted();
    expect(await names('/')).toEqual(['download', 'v1']);
    expect(await names('/v1')).toEqual(['settlements']);
    expect(await names('/download')).toEqual([]);
    await payV1(simulator, 'order-1', '100');
    await simulator.control.publishStatements('2026-11-19');
    expect(await names('.')).toEqual(['download', 'v1']);
    expect(await names('/download/')).toEqual(['2088000000000000_transaction_20261119.txt']);
    expect(await names('/v1/../v1/settlements')).toEqual(['1022188000000000000']);
    expect(await names(`${tree}/20261119`)).toEqual(['transactionItems_20261119_000.csv']);
    await expect(connection.list('/etc')).rejects.toThrow('No such file');
    await expect(connection.size('/down')).rejects.toThrow('No such file');
    await expect(connection.read('/download')).rejects.toThrow('No such file');
    expect(await connection.run((sftp, done) => sftp.realpath('../..', done))).toBe('/');
  });

  it('reads a large file whole, by fast parallel reads too', async () => {
    const simulator = await served();
    const { control } = simulator;
    for (let count = 0; count < 120; count += 1) await payV1(simulator, `order-${count}`, '100');
    await control.publishStatements('2026-11-19');
    const bytes = written(simulator);
    expect(bytes.length).toBeGreaterThan(32_768);
    const connection = await session(simulator);
    expect((await connection.read(items)).equals(bytes)).toBe(true);
    const folder = mkdtempSync(join(tmpdir(), 'simulator-sftp-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const target = join(folder, 'items.csv');
    await connection.run((sftp, done) => sftp.fastGet(items, target, { chunkSize: 4096 }, done));
    expect(readFileSync(target).equals(bytes)).toBe(true);
  });

  it('lets nothing be written', async () => {
    const simulator = await served();
    await simulator.control.publishStatements('2026-11-19');
    const { run } = await session(simulator);
    const refused = 'Permission denied';
    await expect(run((sftp, done) => sftp.writeFile('/download/x', 'x', done))).rejects.toThrow(refused);
    await expect(run((sftp, done) => sftp.open(items, 'r+', done))).rejects.toThrow(refused);
    await expect(run((sftp, done) => sftp.unlink(items, done))).rejects.toThrow(refused);
    await expect(run((sftp, done) => sftp.rename(items, '/download/x', done))).rejects.toThrow(refused);
    await expect(run((sftp, done) => sftp.mkdir('/download/x', done))).rejects.toThrow(refused);
    await expect(run((sftp, done) => sftp.rmdir('/download', done))).rejects.toThrow(refused);
    await expect(run((sftp, done) => sftp.setstat(items, { mode: 0o777 }, done))).rejects.toThrow(refused);
    await expect(run((sftp, done) => sftp.symlink(items, '/download/x', done))).rejects.toThrow(refused);
    expect(simulator.control.statementFiles().map(({ path }) => path)).toEqual([items]);
  });

  it('takes the right password or the right key, and nothing else', async () => {
    const { public: publicKey, private: privateKey } = makeKeyPair(utils);
    const other = makeKeyPair(utils).private;
    const login = { username: 'shop', password: 'secret' };
    const simulator = await served({ sftp: { ...login, publicKey } });
    expect(simulator.sftp).toMatchObject(login);
    await session(simulator);
    await session(simulator, { password: undefined as never, privateKey });
    const refused = 'All configured authentication methods failed';
    for (const changes of [
      { password: 'secreT' },
      { password: 'secret ' },
      { username: 'shop2' },
      { password: undefined as never, privateKey: other },
      { username: 'shop2', password: undefined as never, privateKey },
      { password: undefined as never },
    ]) {
      await expect(connect(simulator.sftp!, changes)).rejects.toThrow(refused);
    }
  });

  it('keeps a host key that was given, of any type, and tells its fingerprint and its known_hosts line', async () => {
    for (const hostKey of [
      makeKeyPair(utils).private,
      utils.generateKeyPairSync('rsa', { bits: 2048 }).private,
      utils.generateKeyPairSync('ecdsa', { bits: 256 }).private,
    ]) {
      const simulator = await served({ sftp: { hostKey } });
      const { fingerprint } = await session(simulator);
      const { sftp } = simulator;
      expect(sftp?.fingerprint).toBe(fingerprint);
      const parsed = utils.parseKey(hostKey);
      if (parsed instanceof Error) throw parsed;
      const bytes = parsed.getPublicSSH().toString('base64');
      expect(sftp?.knownHost).toBe(`[127.0.0.1]:${sftp?.port} ${parsed.type} ${bytes}`);
    }
    const [one, other] = [await served(), await served()];
    expect(one.sftp?.fingerprint).not.toBe(other.sftp?.fingerprint);
    expect(one.sftp?.password).not.toBe(other.sftp?.password);
  });

  it('closes the connection at once for an address that is not on the allow-list', async () => {
    const simulator = await served({ sftp: { allowedAddresses: ['192.0.2.1'] } });
    const { host, port } = simulator.sftp!;
    const received = await new Promise<number>((resolve) => {
      let bytes = 0;
      const socket = connectTcp(port, host).on('data', (chunk) => {
        bytes += chunk.length;
      });
      socket.on('error', () => undefined).on('close', () => resolve(bytes));
    });
    expect(received).toBe(0);
    await expect(connect(simulator.sftp!)).rejects.toThrow();
  });

  it('is not there unless it is wanted, and ends with the simulator', async () => {
    const without = await startAt(thursdayMs);
    onTestFinished(() => without.close());
    expect(without.sftp).toBeUndefined();
    const simulator = await served();
    const connection = await session(simulator);
    const closed = connection.readSome('/nothing');
    await simulator.close();
    expect((await closed).ending).toBe('close');
    await expect(connect(simulator.sftp!)).rejects.toThrow('ECONNREFUSED');
  });

  it.each([
    [{ port: 65_536 }, 'sftp.port'],
    [{ username: '' }, 'sftp.username'],
    [{ password: '' }, 'sftp.password'],
    [{ publicKey: 'ssh-ed25519 nonsense' }, 'sftp.publicKey'],
    [{ hostKey: 'ssh-ed25519 nonsense' }, 'sftp.hostKey'],
  ])('refuses the options %j', async (sftp, name) => {
    await expect(startAt(thursdayMs, { sftp })).rejects.toMatchObject({
      code: 'ERR_SIMULATOR_OPTION_INVALID',
      message: expect.stringContaining(name),
    });
  });

  it('says that its port is taken', async () => {
    const { sftp } = await served();
    const error = await startAt(thursdayMs, { sftp: { port: sftp!.port } }).catch((reason) => reason);
    expect(error).toBeInstanceOf(SimulatorError);
    expect(error.code).toBe('ERR_SIMULATOR_PORT_TAKEN');
  });
});

const hasOpenSsh = spawnSync('sftp', ['-V']).error === undefined;
if (!hasOpenSsh) console.warn('OpenSSH has no sftp command here: the server is not tried with it.');

it.runIf(hasOpenSsh)(
  'serves the sftp command of OpenSSH, which checks the host key and waits for the end',
  async () => {
    const { public: publicKey, private: privateKey } = makeKeyPair(utils);
    const simulator = await served({ sftp: { publicKey } });
    await simulator.control.publishStatements('2026-11-19');
    const folder = mkdtempSync(join(tmpdir(), 'simulator-openssh-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text, { mode: 0o600 });
      return join(folder, name);
    };
    const { knownHost, port, username, host } = simulator.sftp!;
    const fetchWith = async (line: string) => {
      const options = {
        UserKnownHostsFile: file('known_hosts', `${line}\n`),
        GlobalKnownHostsFile: '/dev/null',
        StrictHostKeyChecking: 'yes',
        IdentitiesOnly: 'yes',
      };
      const batch = file('batch', `ls -l ${tree}/20261119\nget ${items} ${join(folder, 'got')}\n`);
      const named = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
      const args = [
        '-F',
        '/dev/null',
        '-b',
        batch,
        '-i',
        file('id', privateKey),
        ...named,
        '-P',
        String(port),
      ];
      const child = spawn('sftp', [...args, `${username}@${host}`], { stdio: 'ignore' });
      return await new Promise((resolve) => child.once('close', resolve));
    };
    expect(await fetchWith(knownHost)).toBe(0);
    expect(readFileSync(join(folder, 'got')).equals(written(simulator))).toBe(true);
    const foreign = (await served()).sftp!.knownHost;
    expect(await fetchWith(`[${host}]:${port} ${foreign.slice(foreign.indexOf(' ') + 1)}`)).not.toBe(0);
  },
);

describe('faults of the SFTP server', () => {
  async function withFile(): Promise<Simulator> {
    const simulator = await served();
    await playDayInV1(simulator);
    await simulator.control.publishStatements('2026-11-19');
    return simulator;
  }
  const half = (simulator: Simulator) => {
    const bytes = written(simulator);
    return bytes.subarray(0, Math.floor(bytes.length / 2));
  };

  it('shows another host key than the one that was told', async () => {
    const simulator = await withFile();
    simulator.control.failNextStatement({ fault: 'foreign-host-key' });
    const foreign = await session(simulator);
    expect(foreign.fingerprint).toMatch(/^SHA256:[\w+/]{43}$/);
    expect(foreign.fingerprint).not.toBe(simulator.sftp?.fingerprint);
    expect((await session(simulator)).fingerprint).toBe(simulator.sftp?.fingerprint);
  });

  it('refuses a right login, once', async () => {
    const simulator = await withFile();
    simulator.control.failNextStatement({ fault: 'refused-login' });
    await expect(connect(simulator.sftp!)).rejects.toThrow('authentication methods failed');
    await session(simulator);
  });

  it('closes connections as for a foreign address', async () => {
    const simulator = await withFile();
    simulator.control.failNextStatement({ fault: 'not-allowed', times: 2 });
    await expect(connect(simulator.sftp!)).rejects.toThrow();
    await expect(connect(simulator.sftp!)).rejects.toThrow();
    await session(simulator);
  });

  it('stalls in the middle of a file', async () => {
    const simulator = await withFile();
    simulator.control.failNextStatement({ fault: 'stall-file', file: 'transactionItems' });
    const connection = await session(simulator);
    expect(await connection.readSome(items)).toEqual({ bytes: half(simulator), ending: 'silence' });
    // The connection lives on.
    expect(await connection.size(items)).toBe(written(simulator).length);
    expect((await connection.read(items)).equals(written(simulator))).toBe(true);
  });

  it('cuts the connection in the middle of a file', async () => {
    const simulator = await withFile();
    simulator.control.failNextStatement({ fault: 'disconnect-file' });
    const connection = await session(simulator);
    expect(await connection.readSome(items)).toEqual({ bytes: half(simulator), ending: 'close' });
    expect((await (await session(simulator)).read(items)).equals(written(simulator))).toBe(true);
  });

  it('lets a file grow while it is looked at, over connections, until it is whole', async () => {
    const simulator = await withFile();
    simulator.control.failNextStatement({ fault: 'growing', file: items });
    const whole = written(simulator);
    const connection = await session(simulator);
    const sizes = [(await connection.list(`${tree}/20261119`))[0]!.attrs.size];
    sizes.push(await connection.size(items));
    const { bytes } = await connection.readSome(items);
    expect(bytes.equals(whole.subarray(0, bytes.length))).toBe(true);
    sizes.push(bytes.length);
    const next = await session(simulator);
    for (let look = 0; look < 8; look += 1) sizes.push(await next.size(items));
    expect(sizes[0]).toBe(Math.floor(whole.length / 2));
    expect(sizes.slice(0, 3).toSorted((one, other) => one - other)).toEqual(sizes.slice(0, 3));
    expect(new Set(sizes.slice(0, 3)).size).toBe(3);
    expect(sizes.at(-1)).toBe(whole.length);
    expect((await next.read(items)).equals(whole)).toBe(true);
  });

  it('shows a half-written file, and another revision a day later', async () => {
    const simulator = await served({ statements: { families: ['A1'] } });
    await playDayInV1(simulator);
    simulator.control.failNextStatement({ fault: 'changed-next-day' });
    simulator.control.failNextStatement({ fault: 'half-written', file: '_settlement_' });
    await simulator.control.publishStatements('2026-11-19');
    await simulator.control.publishStatements('2026-11-20');
    const connection = await session(simulator);
    const path = '/download/2088000000000000_transaction_20261119.txt';
    const names = (await connection.list('/download')).map(({ filename }) => filename);
    expect(names).toEqual(['2088000000000000_settlement_20261120.txt.tmp', path.slice('/download/'.length)]);
    const first = await connection.read(path);
    await simulator.control.advance(24 * 3_600_000);
    const second = await connection.read(path);
    expect(second.length).toBeGreaterThan(first.length);
  });
});
