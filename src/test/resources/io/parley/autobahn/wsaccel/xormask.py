"""What the suite takes in place of its own masking, where it finds it: the same, faster."""

from java.lang import Class

Octets = Class.forName('io.parley.autobahn.Octets')


class XorMaskerNull:

    def __init__(self, mask=None):
        self.ptr = 0

    def pointer(self):
        return self.ptr

    def reset(self):
        self.ptr = 0

    def process(self, data):
        self.ptr += len(data)
        return data


class XorMasker(XorMaskerNull):

    def __init__(self, mask):
        assert len(mask) == 4
        XorMaskerNull.__init__(self)
        self.mask = mask

    def process(self, data):
        masked = Octets.masked(data, self.mask, self.ptr & 3)
        self.ptr += len(data)
        return masked.tostring()


def createXorMasker(mask, len=None):
    return XorMasker(mask)
