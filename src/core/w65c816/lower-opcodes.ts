import type { u8 } from '../types.ts';
import { Modify } from './alu.ts';
import { Instructions } from './instructions.ts';

/** Opcodes $00 to $7F of the 65C816. */
export abstract class LowerOpcodes extends Instructions {
  protected executeLower(opcode: u8): void {
    switch (opcode) {
      case 0x00:
        this.softwareInterrupt(this.fE !== 0 ? 0xfffe : 0xffe6);
        break;
      case 0x01:
        this.ora(this.loadM(this.indexedIndirect()));
        break;
      case 0x02:
        this.softwareInterrupt(this.fE !== 0 ? 0xfff4 : 0xffe4);
        break;
      case 0x03:
        this.ora(this.loadMBank0(this.stackRelative()));
        break;
      case 0x04:
        this.modifyBank0(Modify.Tsb, this.direct());
        break;
      case 0x05:
        this.ora(this.loadMBank0(this.direct()));
        break;
      case 0x06:
        this.modifyBank0(Modify.Asl, this.direct());
        break;
      case 0x07:
        this.ora(this.loadM(this.indirectLong()));
        break;
      case 0x08:
        this.pushByWidth(this.p, 1);
        break;
      case 0x09:
        this.ora(this.immediateM());
        break;
      case 0x0a:
        this.modifyA(Modify.Asl);
        break;
      case 0x0b:
        this.phd();
        break;
      case 0x0c:
        this.modify(Modify.Tsb, this.absolute());
        break;
      case 0x0d:
        this.ora(this.loadM(this.absolute()));
        break;
      case 0x0e:
        this.modify(Modify.Asl, this.absolute());
        break;
      case 0x0f:
        this.ora(this.loadM(this.absoluteLong()));
        break;
      case 0x10:
        this.branch(this.fN === 0);
        break;
      case 0x11:
        this.ora(this.loadM(this.indirectIndexedRead()));
        break;
      case 0x12:
        this.ora(this.loadM(this.indirect()));
        break;
      case 0x13:
        this.ora(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0x14:
        this.modifyBank0(Modify.Trb, this.direct());
        break;
      case 0x15:
        this.ora(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0x16:
        this.modifyBank0(Modify.Asl, this.directIndexed(this.x));
        break;
      case 0x17:
        this.ora(this.loadM(this.indirectLongIndexed()));
        break;
      case 0x18:
        this.idleImplied();
        this.fC = 0;
        break;
      case 0x19:
        this.ora(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0x1a:
        this.modifyA(Modify.Inc);
        break;
      case 0x1b:
        this.toStack(this.a);
        break;
      case 0x1c:
        this.modify(Modify.Trb, this.absolute());
        break;
      case 0x1d:
        this.ora(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0x1e:
        this.modify(Modify.Asl, this.absoluteIndexedWrite(this.x));
        break;
      case 0x1f:
        this.ora(this.loadM(this.absoluteLongIndexed()));
        break;
      case 0x20:
        this.jsr();
        break;
      case 0x21:
        this.and(this.loadM(this.indexedIndirect()));
        break;
      case 0x22:
        this.jsl();
        break;
      case 0x23:
        this.and(this.loadMBank0(this.stackRelative()));
        break;
      case 0x24:
        this.bit(this.loadMBank0(this.direct()));
        break;
      case 0x25:
        this.and(this.loadMBank0(this.direct()));
        break;
      case 0x26:
        this.modifyBank0(Modify.Rol, this.direct());
        break;
      case 0x27:
        this.and(this.loadM(this.indirectLong()));
        break;
      case 0x28:
        this.plp();
        break;
      case 0x29:
        this.and(this.immediateM());
        break;
      case 0x2a:
        this.modifyA(Modify.Rol);
        break;
      case 0x2b:
        this.pld();
        break;
      case 0x2c:
        this.bit(this.loadM(this.absolute()));
        break;
      case 0x2d:
        this.and(this.loadM(this.absolute()));
        break;
      case 0x2e:
        this.modify(Modify.Rol, this.absolute());
        break;
      case 0x2f:
        this.and(this.loadM(this.absoluteLong()));
        break;
      case 0x30:
        this.branch(this.fN !== 0);
        break;
      case 0x31:
        this.and(this.loadM(this.indirectIndexedRead()));
        break;
      case 0x32:
        this.and(this.loadM(this.indirect()));
        break;
      case 0x33:
        this.and(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0x34:
        this.bit(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0x35:
        this.and(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0x36:
        this.modifyBank0(Modify.Rol, this.directIndexed(this.x));
        break;
      case 0x37:
        this.and(this.loadM(this.indirectLongIndexed()));
        break;
      case 0x38:
        this.idleImplied();
        this.fC = 1;
        break;
      case 0x39:
        this.and(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0x3a:
        this.modifyA(Modify.Dec);
        break;
      case 0x3b:
        this.a = this.transfer16(this.s);
        break;
      case 0x3c:
        this.bit(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0x3d:
        this.and(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0x3e:
        this.modify(Modify.Rol, this.absoluteIndexedWrite(this.x));
        break;
      case 0x3f:
        this.and(this.loadM(this.absoluteLongIndexed()));
        break;
      case 0x40:
        this.rti();
        break;
      case 0x41:
        this.eor(this.loadM(this.indexedIndirect()));
        break;
      case 0x42:
        this.wdm();
        break;
      case 0x43:
        this.eor(this.loadMBank0(this.stackRelative()));
        break;
      case 0x44:
        this.blockMove(-1);
        break;
      case 0x45:
        this.eor(this.loadMBank0(this.direct()));
        break;
      case 0x46:
        this.modifyBank0(Modify.Lsr, this.direct());
        break;
      case 0x47:
        this.eor(this.loadM(this.indirectLong()));
        break;
      case 0x48:
        this.pushByWidth(this.a, this.fM);
        break;
      case 0x49:
        this.eor(this.immediateM());
        break;
      case 0x4a:
        this.modifyA(Modify.Lsr);
        break;
      case 0x4b:
        this.pushByWidth(this.pbr, 1);
        break;
      case 0x4c:
        this.pc = this.fetch16();
        break;
      case 0x4d:
        this.eor(this.loadM(this.absolute()));
        break;
      case 0x4e:
        this.modify(Modify.Lsr, this.absolute());
        break;
      case 0x4f:
        this.eor(this.loadM(this.absoluteLong()));
        break;
      case 0x50:
        this.branch(this.fV === 0);
        break;
      case 0x51:
        this.eor(this.loadM(this.indirectIndexedRead()));
        break;
      case 0x52:
        this.eor(this.loadM(this.indirect()));
        break;
      case 0x53:
        this.eor(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0x54:
        this.blockMove(1);
        break;
      case 0x55:
        this.eor(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0x56:
        this.modifyBank0(Modify.Lsr, this.directIndexed(this.x));
        break;
      case 0x57:
        this.eor(this.loadM(this.indirectLongIndexed()));
        break;
      case 0x58:
        this.setInterruptFlag(0);
        break;
      case 0x59:
        this.eor(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0x5a:
        this.pushByWidth(this.y, this.fX);
        break;
      case 0x5b:
        this.d = this.transfer16(this.a);
        break;
      case 0x5c:
        this.jmlAbsolute();
        break;
      case 0x5d:
        this.eor(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0x5e:
        this.modify(Modify.Lsr, this.absoluteIndexedWrite(this.x));
        break;
      case 0x5f:
        this.eor(this.loadM(this.absoluteLongIndexed()));
        break;
      case 0x60:
        this.rts();
        break;
      case 0x61:
        this.adc(this.loadM(this.indexedIndirect()));
        break;
      case 0x62:
        this.per();
        break;
      case 0x63:
        this.adc(this.loadMBank0(this.stackRelative()));
        break;
      case 0x64:
        this.storeBank0(this.direct(), 0);
        break;
      case 0x65:
        this.adc(this.loadMBank0(this.direct()));
        break;
      case 0x66:
        this.modifyBank0(Modify.Ror, this.direct());
        break;
      case 0x67:
        this.adc(this.loadM(this.indirectLong()));
        break;
      case 0x68:
        this.pla();
        break;
      case 0x69:
        this.adc(this.immediateM());
        break;
      case 0x6a:
        this.modifyA(Modify.Ror);
        break;
      case 0x6b:
        this.rtl();
        break;
      case 0x6c:
        this.pc = this.read16Bank0(this.fetch16());
        break;
      case 0x6d:
        this.adc(this.loadM(this.absolute()));
        break;
      case 0x6e:
        this.modify(Modify.Ror, this.absolute());
        break;
      case 0x6f:
        this.adc(this.loadM(this.absoluteLong()));
        break;
      case 0x70:
        this.branch(this.fV !== 0);
        break;
      case 0x71:
        this.adc(this.loadM(this.indirectIndexedRead()));
        break;
      case 0x72:
        this.adc(this.loadM(this.indirect()));
        break;
      case 0x73:
        this.adc(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0x74:
        this.storeBank0(this.directIndexed(this.x), 0);
        break;
      case 0x75:
        this.adc(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0x76:
        this.modifyBank0(Modify.Ror, this.directIndexed(this.x));
        break;
      case 0x77:
        this.adc(this.loadM(this.indirectLongIndexed()));
        break;
      case 0x78:
        this.setInterruptFlag(1);
        break;
      case 0x79:
        this.adc(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0x7a:
        this.y = this.pullByWidth(this.fX);
        break;
      case 0x7b:
        this.a = this.transfer16(this.d);
        break;
      case 0x7c:
        this.jmpIndexedIndirect();
        break;
      case 0x7d:
        this.adc(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0x7e:
        this.modify(Modify.Ror, this.absoluteIndexedWrite(this.x));
        break;
      default:
        this.adc(this.loadM(this.absoluteLongIndexed()));
    }
  }
}
