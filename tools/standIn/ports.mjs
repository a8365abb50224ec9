import { EventEmitter } from 'node:events';

/**
 * One of Node's message ports in the shape of Electron's MessagePortMain. Electron's lose messages whose buffers are
 * transferred, so a transfer list of anything but ports is an error here.
 */
export class StandInPort extends EventEmitter {
  /** @param {import('node:worker_threads').MessagePort} port */
  constructor(port) {
    super();
    this.port = port;
  }
  /**
   * @param {unknown} message
   * @param {readonly StandInPort[]} [ports]
   */
  postMessage(message, ports = []) {
    const [data, transfer] = wrapped(message, ports);
    this.port.postMessage(data, transfer);
  }
  /** Messages wait until here, as Electron's do. */
  start() {
    if (this.port.listenerCount('message') > 0) return;
    this.port.on('message', (data) => this.emit('message', unwrapped(data)));
    this.port.on('close', () => this.emit('close'));
  }
  close() {
    this.port.close();
  }
}

/**
 * A message with its ports, as it goes through Node.
 * @param {unknown} message
 * @param {readonly StandInPort[]} ports
 * @returns {[unknown, import('node:worker_threads').MessagePort[]]}
 */
export function wrapped(message, ports) {
  const inner = ports.map((one) => {
    if (!(one instanceof StandInPort)) throw new TypeError('only ports are transferred');
    return one.port;
  });
  return [{ data: message, ports: inner }, inner];
}

/**
 * What arrived, as Electron's event has it.
 * @param {any} raw
 */
export function unwrapped(raw) {
  return {
    data: raw.data,
    ports: raw.ports.map(
      (/** @type {import('node:worker_threads').MessagePort} */ port) => new StandInPort(port),
    ),
  };
}
