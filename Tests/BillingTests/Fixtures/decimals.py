"""Makes decimals.json: texts and the whole number of 10^-18 that each is, by Python's decimal module."""
import decimal, json, platform, random

decimal.getcontext().prec = 400
LIMIT = 2 ** 127 - 1


def units(text):
    """The units, None where the value does not fit, and whether it was rounded."""
    scaled = decimal.Decimal(text).scaleb(18)
    whole = scaled.quantize(decimal.Decimal(1), rounding=decimal.ROUND_HALF_EVEN)
    if abs(whole) >= LIMIT:
        return None, False
    return str(int(whole)), whole != scaled


def texts():
    generator = random.Random(7)
    fixed = """0 -0 0.0 -0.00 1 -1 .5 5. -.5 00012.50 1e3 1E3 1e+3 1.2E-3 12e-18 15e-19 25e-19 -25e-19 5e-19 1e-400 -1e-38
    0e999 1e20 1.7e20 1.8e20 -1.7e20 170141183460469231731.687303715884105726 170141183460469231731.687303715884105727
    170141183460469231732 99999999999999999999.9999999999999999995 0.0000000000000000005 0.0000000000000000015
    0.00000000000000000050000000000000000000000000000000000001 0.000000000000000000499999999999999999999999999999
    1234567890123456789.1234567890123456789 1234567890123456789.12345678901234567850 123456789012345678901234567890e-20
    340282366920938463463374607431768211455e-18 340282366920938463463374607431768211456e-20
    0.3333333333333333333333333333333333333333333333333 123456789012345678 -123456789012345678 0.123456789012345678
    1234567890123456789 9.99999999999999999949999999999999999999999999999 1e19 1e21""".split()
    yield from fixed
    for _ in range(600):
        digits = "".join(generator.choice("0123456789") for _ in range(generator.randint(1, 60)))
        point = generator.randint(0, min(len(digits), 25))
        text = digits[:point] + "." + digits[point:] if generator.random() < 0.8 else digits[:20]
        if generator.random() < 0.3:
            text += "e" + str(generator.randint(-45, 6))
        yield ("-" if generator.random() < 0.3 else "") + text
    for _ in range(200):  # ties and their neighbours
        whole = str(generator.randint(0, 10 ** generator.randint(0, 12)))
        yield whole + "." + "".join(generator.choice("0123456789") for _ in range(18)) + generator.choice(
            ["5", "50", "500000000000000000000000000000", "50000000000000000000000000000000000001", "4999999999999999999999", "51"])


cases = []
for text in texts():
    value, is_rounded = units(text)
    cases.append({"text": text, "units": value, "isRounded": is_rounded})
json.dump({"program": "Python " + platform.python_version() + ", decimal", "cases": cases,
           "malformed": ["", "-", ".", "-.", "+1", "1,5", "1 ", " 1", "1e", "1e+", "1e1.5", "e5", "0x10", "NaN", "Infinity",
                         "1.2.3", "--1", "1-", "１", "1_000"]},
          open(__file__.replace(".py", ".json"), "w"), indent=0, sort_keys=True)
