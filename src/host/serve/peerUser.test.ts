import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { isSamePerson, ownerIn } from './peerUser.ts';

/** As the kernel writes it: 8137 is 1FC9, 40822 is 9F76. */
const LIST = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1FC9 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 31337 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1FC9 0100007F:9F76 01 00000000:00000000 00:00000000 00000000  1000        0 31340 1 0000000000000000 20 4 30 10 -1
   2: 0100007F:9F76 0100007F:1FC9 01 00000000:00000000 02:0000A7D1 00000000  1007        0 31339 2 0000000000000000 20 4 24 10 -1
`;

test('the other end of a connection has an owner', () => {
  expect(ownerIn(LIST, { localPort: 8137, remotePort: 40822 })).toBe(1007);
});

test('a connection that is not in the list has none', () => {
  expect(ownerIn(LIST, { localPort: 8137, remotePort: 40823 })).toBeUndefined();
  expect(ownerIn(LIST, {})).toBeUndefined();
  expect(ownerIn('', { localPort: 8137, remotePort: 40822 })).toBeUndefined();
  expect(ownerIn('header\n 0: x y z\n\n', { localPort: 8137, remotePort: 40822 })).toBeUndefined();
});

test('a connection from this very process is of the same person', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const client = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  const socket = await accepted;
  expect(isSamePerson(socket)).toBe(true);
  client.destroy();
  socket.destroy();
  server.close();
});

test('a connection that does not exist is of nobody, where the system tells', () => {
  expect(isSamePerson({ localPort: 1, remotePort: 1 })).toBe(process.platform !== 'linux');
});
