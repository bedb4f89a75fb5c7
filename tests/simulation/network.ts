import type { WireAnswer, WireRequest } from '../../src/sync/transport.ts';

/** A request on its way, or its answer on the way back. */
export interface Flight {
  number: number;
  phone: string;
  cookie: string;
  request: WireRequest;
  /** Null until the server has answered. */
  answer: WireAnswer | null;
  /** Hands over to the page; null when nobody waits any more. */
  land: ((answer: WireAnswer) => void) | null;
}

/** Everything between phones and the server. Nothing moves unless the schedule says so. */
export class Network {
  flights: Flight[] = [];
  #count = 0;

  launch(flight: Pick<Flight, 'phone' | 'cookie' | 'request' | 'land'>): Flight {
    const launched = { ...flight, number: (this.#count += 1), answer: null };
    this.flights.push(launched);
    return launched;
  }

  going(): Flight[] {
    return this.flights.filter((flight) => flight.answer === null);
  }

  coming(): Flight[] {
    return this.flights.filter((flight) => flight.answer !== null);
  }

  of(phone: string): Flight[] {
    return this.flights.filter((flight) => flight.phone === phone);
  }

  remove(flight: Flight): void {
    this.flights = this.flights.filter((each) => each !== flight);
  }
}
