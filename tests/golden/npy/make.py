"""Writes three .npy files with Python 3.11 and NumPy 1.24.2: a matrix as float32 and as float64, and one in Fortran order."""
import numpy as np

a = np.arange(12).reshape(3, 4) / 8 - 0.5
np.save("float32.npy", a.astype("<f4"))
np.save("float64.npy", a)
np.save("fortran.npy", np.asfortranarray(a))
